// J = mean_s [ ll_s(C) - sum_l KL_l,s ], the evidence lower bound with the whole task as context (AVI), and dJ/dparameters, with memory that
// does not depend on the number of points (Rochussen and Fortuin, ICLR 2026): forward part by part without recording, then from the last
// layer down the adjoints of a layer's weights, of its evidence, and, replaying its parts, of the weights below and of the parameters.
// Every step is linear in the adjoints; so M times one of M parts, drawn uniformly and independently for every layer and for the score, is
// unbiased. (The published code leaves M out and keeps the drawn part only where it comes last.)
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The evidence lower bound of one large task as a function of a model's learned tensors, with its gradient.</summary>
public sealed class LargeTaskObjective
{
    private readonly DataFrame frame;
    private readonly LargeContextPrograms forward;
    private readonly LargeGradientPrograms backward;
    private readonly int capacity;

    /// <summary>The objective of a model.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The description, with a pseudo-likelihood.</param>
    /// <param name="frame">Names and scaling.</param>
    /// <param name="samples">Weight samples S, at least 1.</param>
    /// <param name="batchPoints">Points of a part, at most.</param>
    /// <exception cref="OptionException">A number is outside its range.</exception>
    public LargeTaskObjective(IEngine engine, BnnModel model, DataFrame frame, int samples, int batchPoints = 256)
    {
        this.frame = frame;
        capacity = new LargeContextOptions { BatchPoints = batchPoints, Samples = samples }.Validated().BatchPoints;
        forward = new LargeContextPrograms(engine, LoweredModel.Of(model, frame.OutputScales), samples);
        backward = new LargeGradientPrograms(engine, forward);
    }

    /// <summary>The bound and its whole gradient: every part is replayed for every layer.</summary>
    /// <param name="parameters">A value for every learned tensor.</param>
    /// <param name="context">The task, in the data's own units.</param>
    /// <param name="key">The key of the noise.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <exception cref="DataException">The context cannot be used.</exception>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    public LargeTaskGradient Full(ParameterSet parameters, PointSource context, RandomKey key, CancellationToken cancellation = default) =>
        Of(parameters, context, key, _ => null, cancellation);

    /// <summary>
    /// The divergence, and unbiased estimates of the rest: one part, drawn for every layer and for the score, is replayed and counts for
    /// all. The source must cut its points into the same parts in every reading.
    /// </summary>
    /// <param name="parameters">A value for every learned tensor.</param>
    /// <param name="context">The task, in the data's own units.</param>
    /// <param name="key">The key of the noise and of the parts.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <exception cref="DataException">The context cannot be used.</exception>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    public LargeTaskGradient Unbiased(
        ParameterSet parameters, PointSource context, RandomKey key, CancellationToken cancellation = default) =>
        Of(parameters, context, key, parts => parts == 0
            ? null
            : [.. Enumerable.Range(0, forward.Layers + 1).Select(layer => key.Fold("parts").Integer(0, layer, parts))], cancellation);

    /// <summary>The gradient from the parts chosen, given their number: one for each layer and, last, one for the score; null for
    /// all.</summary>
    internal LargeTaskGradient Of(
        ParameterSet parameters, PointSource context, RandomKey key, Func<int, int[]?> choose, CancellationToken cancellation)
    {
        var reader = new ContextReader(context, frame.Scaling, capacity, forward.Precision);
        RandomKey[] keys = [.. Enumerable.Range(0, forward.Samples).Select(key.Fold)];
        List<NamedNumbers> given = [.. parameters.Names.Select(name => new NamedNumbers(name, parameters[name].Doubles.ToArray()))];
        var evidence = new List<IReadOnlyList<NamedNumbers>>();
        var weights = new LargeContextPass(forward, reader, capacity).Condition(keys, (_, _) => { }, cancellation, given, evidence.Add);
        int[]? chosen = choose(reader.Parts);
        var bars = new Adjoints();
        double score = 0;
        foreach (var (part, factor) in Replay(
            reader, backward.Score(capacity), [.. given, .. weights.Values], keys, chosen?[forward.Layers], cancellation))
        {
            score += factor * part.Single(p => p.Name == LargeContextPrograms.Score).Values[0];
            bars.Add(part, factor);
        }
        for (int layer = forward.Layers - 1; layer >= 0; layer--)
        {
            var update = backward.Update(layer);
            bars.Add(Once(update, [.. given, .. evidence[layer], .. bars.Take(update.Program)], keys), 1);
            var replay = backward.Evidence(layer, capacity);
            foreach (var (part, factor) in Replay(
                reader, replay, [.. given, .. weights.Values, .. bars.Take(replay.Program)], keys, chosen?[layer], cancellation))
            {
                bars.Add(part, factor);
            }
        }
        double divergence = weights.Divergences.Average();
        return new LargeTaskGradient(score - divergence, divergence, score, bars.Of(forward.Lowered.Parameters, context.Id));
    }

    private static IReadOnlyList<NamedNumbers> Once(IExecutable executable, IEnumerable<NamedNumbers> inputs, RandomKey[] keys)
    {
        using var session = executable.Rent();
        Prepare(session, executable.Program, inputs, keys);
        session.Run();
        return NamedNumbers.OfOutputs(session, executable.Program);
    }

    /// <summary>What a program gives for every part, to count once, or for one part, to count for all.</summary>
    private static IEnumerable<(IReadOnlyList<NamedNumbers> Part, double Factor)> Replay(
        ContextReader reader, IExecutable executable, IEnumerable<NamedNumbers> inputs, RandomKey[] keys, int? chosen,
        CancellationToken cancellation)
    {
        if (executable.Program.Outputs.IsEmpty)
        {
            yield break;
        }
        using var session = executable.Rent();
        Prepare(session, executable.Program, inputs, keys);
        foreach (long _ in chosen is { } part ? reader.Part(part, cancellation) : reader.Pass(cancellation))
        {
            reader.WriteTo(session, executable.Program);
            session.Run();
            yield return (NamedNumbers.OfOutputs(session, executable.Program), chosen is null ? 1 : reader.Parts);
        }
    }

    private static void Prepare(ISession session, Program program, IEnumerable<NamedNumbers> inputs, RandomKey[] keys)
    {
        NamedNumbers.Write(inputs, session, program);
        if (!program.Keys.IsEmpty)
        {
            session.WriteKeys(program.Key(PosteriorPass.Keys), keys);
        }
    }
}
