namespace ProbBnn.Dsl;

/// <summary>Where the last layer's pseudo-targets come from.</summary>
public enum PseudoTargets
{
    /// <summary>They are the observed outputs (Gaussian likelihood only).</summary>
    Observed,

    /// <summary>The inference network gives them.</summary>
    Network,
}
