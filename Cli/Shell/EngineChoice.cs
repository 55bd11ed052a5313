using ProbBnn.Hosting;

namespace ProbBnn.Cli;

/// <summary>How to compute.</summary>
/// <param name="Precision">The number format.</param>
/// <param name="Threads">Number of threads, or null for one a processor.</param>
/// <param name="Kind">The engine.</param>
public sealed record EngineChoice(EnginePrecision Precision, int? Threads, EngineKind Kind);
