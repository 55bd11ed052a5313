namespace ProbBnn.Benchmarks;

/// <summary>How fast an engine does one operation.</summary>
/// <param name="Engine">The engine, with its precision.</param>
/// <param name="Operation">The operation and its shapes.</param>
/// <param name="Seconds">Median seconds of a run.</param>
/// <param name="Gflops">Multiply-adds of the operation, counted twice, a second.</param>
internal sealed record RateFigure(string Engine, string Operation, double Seconds, double Gflops);
