namespace ProbBnn.Inference;

/// <summary>Weights of one chunk of samples given a whole context, and the divergence from the prior that they cost.</summary>
/// <param name="Values">The weights of every layer, and mean and root of the last where it is integrated out.</param>
/// <param name="Divergences">KL of all layers, of every sample, in nats.</param>
internal sealed record ConditionedWeights(IReadOnlyList<NamedNumbers> Values, double[] Divergences);
