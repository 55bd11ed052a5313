namespace ProbBnn.Engines.Managed;

/// <summary>How the managed engine computes composite operations.</summary>
public enum CompositeExecution
{
    /// <summary>By kernels of their own.</summary>
    Fused,

    /// <summary>By their defaults in simpler operations: slow, and good to compare with.</summary>
    Expanded,
}
