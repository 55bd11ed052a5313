// Layer by layer from the input: one complete pass over the parts of the context with the sampled weights below held fixed, then that
// layer's posterior and its sample (Rochussen and Fortuin, ICLR 2026). Activations are computed from the inputs anew in every pass, so
// memory does not depend on the number of points.
using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>Conditions a process on a context part by part.</summary>
internal sealed class LargeContextPass(LargeContextPrograms programs, ContextReader reader, int capacity)
{
    /// <summary>Weights given the whole context, for one chunk of keys.</summary>
    /// <param name="keys">One key for each weight sample.</param>
    /// <param name="tell">Told the layer and the points read, after every part.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <param name="parameters">Values of parameters that are inputs of the programs; none where they are constants.</param>
    /// <param name="keep">Receives the evidence of each layer; null for nobody.</param>
    public ConditionedWeights Condition(
        RandomKey[] keys, Action<int, long> tell, CancellationToken cancellation, IReadOnlyList<NamedNumbers>? parameters = null,
        Action<IReadOnlyList<NamedNumbers>>? keep = null)
    {
        var weights = new List<NamedNumbers>();
        var divergences = new double[programs.Samples];
        for (int layer = 0; layer < programs.Layers; layer++)
        {
            var evidence = Evidence(layer, keys, [.. parameters ?? [], .. weights], Nothing(layer), tell, cancellation);
            keep?.Invoke(evidence);
            var (values, ofLayer) = Update(layer, keys, evidence, parameters ?? []);
            weights.AddRange(values);
            for (int s = 0; s < divergences.Length; s++)
            {
                divergences[s] += ofLayer[s];
            }
        }
        return new ConditionedWeights(weights, divergences);
    }

    /// <summary>log p(y | f_s) of the whole context, of every sample.</summary>
    public double[] Score(ConditionedWeights weights, CancellationToken cancellation)
    {
        var executable = programs.ContextScore(capacity);
        using var session = executable.Rent();
        NamedNumbers.Write(weights.Values, session, executable.Program);
        var (sum, part) = (new double[programs.Samples], new double[programs.Samples]);
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

    /// <summary>No evidence of a layer.</summary>
    public IReadOnlyList<NamedNumbers> Nothing(int layer)
    {
        var program = programs.Evidence(layer, capacity).Program;
        return [.. program.Updates.Select(u => new NamedNumbers(
            program.Inputs[u.Input].Name, new double[program.InputShape(u.Input).Size]))];
    }

    /// <summary>A layer's evidence of all points, added to earlier evidence.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="keys">One key for each weight sample.</param>
    /// <param name="below">Parameters, and the sampled weights of the layers below.</param>
    /// <param name="earlier">Earlier evidence.</param>
    /// <param name="tell">Told the layer and the points read, after every part.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    public IReadOnlyList<NamedNumbers> Evidence(
        int layer, RandomKey[] keys, IReadOnlyList<NamedNumbers> below, IReadOnlyList<NamedNumbers> earlier, Action<int, long> tell,
        CancellationToken cancellation)
    {
        var executable = programs.Evidence(layer, capacity);
        var program = executable.Program;
        using var session = executable.Rent();
        NamedNumbers.Write(earlier, session, program);
        NamedNumbers.Write(below, session, program);
        session.WriteKeys(program.Key(PosteriorPass.Keys), keys);
        foreach (long points in reader.Pass(cancellation))
        {
            reader.WriteTo(session, program);
            session.Run();
            tell(layer, points);
        }
        return [.. earlier.Select(sum => NamedNumbers.OfInput(session, program, sum.Name))];
    }

    /// <summary>A layer's weights and divergences given its evidence.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="keys">One key for each weight sample.</param>
    /// <param name="evidence">Its evidence.</param>
    /// <param name="parameters">Values of parameters that are inputs of the programs.</param>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    public (IReadOnlyList<NamedNumbers> Weights, double[] Divergences) Update(
        int layer, RandomKey[] keys, IReadOnlyList<NamedNumbers> evidence, IReadOnlyList<NamedNumbers> parameters)
    {
        var executable = programs.Update(layer);
        using var session = executable.Rent();
        NamedNumbers.Write(evidence, session, executable.Program);
        NamedNumbers.Write(parameters, session, executable.Program);
        session.WriteKeys(executable.Program.Key(PosteriorPass.Keys), keys);
        session.Run();
        var results = NamedNumbers.OfOutputs(session, executable.Program);
        foreach (var result in results)
        {
            result.RequireFinite($"context {reader.Id}, layer {layer}");
        }
        return (
            [.. results.Where(r => r.Name != LargeContextPrograms.Divergence)],
            results.Single(r => r.Name == LargeContextPrograms.Divergence).Values);
    }
}
