namespace ProbBnn.Dsl;

/// <summary>
/// The last layer's switches (Rochussen and Fortuin, ICLR 2026). With observed targets and the likelihood's noise the last layer is the
/// exact conditional posterior given the features, and has no inference network.
/// </summary>
/// <param name="Targets">Where pseudo-targets come from.</param>
/// <param name="Noise">Where pseudo-noise comes from.</param>
/// <param name="Weights">Whether weights are sampled or integrated out.</param>
public sealed record LastLayer(PseudoTargets Targets, PseudoNoise Noise, LastLayerWeights Weights)
{
    /// <summary>
    /// The usual switches: for a Gaussian likelihood observed targets, the likelihood's noise; for a Bernoulli likelihood both from the
    /// inference network; weights sampled.
    /// </summary>
    /// <param name="likelihood">The likelihood of the model.</param>
    public static LastLayer DefaultFor(Likelihood likelihood) => likelihood is Likelihood.Gaussian
        ? new(PseudoTargets.Observed, PseudoNoise.Likelihood, LastLayerWeights.Sampled)
        : new(PseudoTargets.Network, PseudoNoise.Network, LastLayerWeights.Sampled);
}
