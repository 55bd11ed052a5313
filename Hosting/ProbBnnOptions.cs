namespace ProbBnn.Hosting;

/// <summary>How ProbBnn computes in an application.</summary>
public sealed class ProbBnnOptions
{
    /// <summary>The number format of all computation; double unless told otherwise.</summary>
    public EnginePrecision Precision { get; set; } = EnginePrecision.Double;

    /// <summary>Number of threads, from 1 to 1024; null for one a processor. Results do not depend on it.</summary>
    public int? Threads { get; set; }
}
