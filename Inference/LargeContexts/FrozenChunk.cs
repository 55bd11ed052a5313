using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A chunk of weight samples whose hidden layers are frozen, with the last layer's evidence so far.</summary>
/// <param name="Keys">One key for each weight sample.</param>
/// <param name="Below">Sampled weights of the hidden layers.</param>
/// <param name="Evidence">The last layer's evidence of all contexts so far.</param>
/// <param name="Last">The last layer's sampled weights, and mean and root where it is integrated out.</param>
/// <param name="Divergences">KL of the last layer from the original prior.</param>
internal sealed record FrozenChunk(
    RandomKey[] Keys, IReadOnlyList<NamedNumbers> Below, IReadOnlyList<NamedNumbers> Evidence, IReadOnlyList<NamedNumbers> Last,
    double[] Divergences)
{
    /// <summary>The weights of every layer.</summary>
    public IReadOnlyList<NamedNumbers> Weights => [.. Below, .. Last];

    /// <summary>Conditions all layers on the first context.</summary>
    public static FrozenChunk Of(LargeContextPass pass, RandomKey[] keys, int last, CancellationToken cancellation)
    {
        IReadOnlyList<NamedNumbers> evidence = [];
        var weights = pass.Condition(keys, (_, _) => { }, cancellation, keep: ofLayer => evidence = ofLayer);
        var (values, divergences) = pass.Update(last, keys, evidence, []);
        return new FrozenChunk(keys, [.. weights.Values.Take(last)], evidence, values, divergences);
    }

    /// <summary>Adds the evidence of a later context, whose points have noise of their own, named by the context.</summary>
    public FrozenChunk Updated(LargeContextPass pass, int last, string context, CancellationToken cancellation)
    {
        RandomKey[] own = [.. Keys.Select(key => key.Fold("later").Fold(context))];
        var evidence = pass.Evidence(last, own, Below, Evidence, (_, _) => { }, cancellation);
        var (values, divergences) = pass.Update(last, Keys, evidence, []);
        return this with { Evidence = evidence, Last = values, Divergences = divergences };
    }
}
