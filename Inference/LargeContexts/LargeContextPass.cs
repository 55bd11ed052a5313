// Layer by layer from the input: one complete pass over the parts of the context with the sampled weights below held fixed, then that
// layer's
// posterior and its sample (Rochussen and Fortuin, ICLR 2026). Activations are computed from the inputs anew in every pass, so memory
// does not
// depend on the number of points.
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Conditions a process on a context part by part.</summary>
internal sealed class LargeContextPass(LargeContextPrograms programs, ContextReader reader, int capacity)
{
    /// <summary>Weights given the whole context, for one chunk of keys.</summary>
    /// <param name="keys">One key for each weight sample.</param>
    /// <param name="tell">Told the layer and the points read, after every part.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    public ConditionedWeights Condition(RandomKey[] keys, Action<int, long> tell, CancellationToken cancellation)
    {
        var weights = new List<(string Name, double[] Values)>();
        var divergences = new double[LargeContextPrograms.Samples];
        for (int layer = 0; layer < programs.Layers; layer++)
        {
            Layer(layer, keys, weights, divergences, tell, cancellation);
        }
        return new ConditionedWeights(weights, divergences);
    }

    /// <summary>log p(y | f_s) of the whole context, of every sample.</summary>
    public double[] Score(ConditionedWeights weights, CancellationToken cancellation)
    {
        var executable = programs.ContextScore(capacity);
        using var session = executable.Rent();
        ConditionedWeights.Write(weights.Values, session, executable.Program);
        var (sum, part) = (new double[LargeContextPrograms.Samples], new double[LargeContextPrograms.Samples]);
        foreach (long _ in reader.Pass(cancellation))
        {
            reader.WriteTo(session, executable.Program);
            session.Run();
            session.Read(0, part);
            for (int s = 0; s < sum.Length; s++)
            {
                sum[s] += part[s];
            }
        }
        return sum;
    }

    private void Layer(
        int layer, RandomKey[] keys, List<(string Name, double[] Values)> weights, double[] divergences, Action<int, long> tell,
        CancellationToken cancellation)
    {
        var update = programs.Update(layer);
        using var session = update.Rent();
        Gather(layer, keys, weights, tell, session, update.Program, cancellation);
        Keys(session, update.Program, keys);
        session.Run();
        for (int i = 0; i < update.Program.Outputs.Length; i++)
        {
            var values = new double[update.Program.OutputShape(i).Size];
            session.Read(i, values);
            string name = update.Program.Outputs[i].Name;
            RequireFinite(values, layer, name);
            if (name != LargeContextPrograms.Divergence)
            {
                weights.Add((name, values));
                continue;
            }
            for (int s = 0; s < values.Length; s++)
            {
                divergences[s] += values[s];
            }
        }
    }

    /// <summary>Sums a layer's evidence over all parts and hands the sums to the session that updates.</summary>
    private void Gather(
        int layer, RandomKey[] keys, List<(string Name, double[] Values)> weights, Action<int, long> tell, ISession update, Program updates,
        CancellationToken cancellation)
    {
        var executable = programs.Evidence(layer, capacity);
        var program = executable.Program;
        using var session = executable.Rent();
        foreach (var (input, _) in program.Updates)
        {
            session.Write(input, new double[program.InputShape(input).Size]);
        }
        ConditionedWeights.Write(weights, session, program);
        Keys(session, program, keys);
        foreach (long points in reader.Pass(cancellation))
        {
            reader.WriteTo(session, program);
            session.Run();
            tell(layer, points);
        }
        foreach (var (input, _) in program.Updates)
        {
            var sum = new double[program.InputShape(input).Size];
            session.ReadInput(input, sum);
            update.Write(updates.Input(program.Inputs[input].Name), sum);
        }
    }

    private static void Keys(ISession session, Program program, RandomKey[] keys) =>
        session.WriteKeys(program.Key(PosteriorPass.Keys), keys);

    private void RequireFinite(double[] values, int layer, string quantity)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new NumericalException(new Problem(
                    "a quantity is not finite", $"context {reader.Id}, layer {layer}, {quantity}", $"{value}", "a finite number",
                    "check the data for extreme values, or use double precision"));
            }
        }
    }
}
