namespace ProbBnn.Hosting;

/// <summary>How ProbBnn computes in an application.</summary>
public sealed class ProbBnnOptions
{
    /// <summary>Which engine computes; the embedded one unless told otherwise.</summary>
    public EngineKind Engine { get; set; } = new EngineKind.Managed();

    /// <summary>The number format of all computation; double unless told otherwise.</summary>
    public EnginePrecision Precision { get; set; } = EnginePrecision.Double;

    /// <summary>Number of threads, from 1 to 1024; null for one a processor; on the embedded engine results do not depend on it.</summary>
    public int? Threads { get; set; }
}
