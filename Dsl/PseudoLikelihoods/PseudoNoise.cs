namespace ProbBnn.Dsl;

/// <summary>Where the last layer's pseudo-noise comes from.</summary>
public enum PseudoNoise
{
    /// <summary>It is the likelihood's noise, the same for all points (Gaussian likelihood only).</summary>
    Likelihood,

    /// <summary>The inference network gives it, point by point.</summary>
    Network,
}
