namespace ProbBnn.Benchmarks;

/// <summary>How a step's time grows with one size, the others held.</summary>
/// <param name="Size">width, points, tasks or samples.</param>
/// <param name="Value">Its value.</param>
/// <param name="SecondsPerStep">Median step.</param>
/// <param name="PlannedMb">Memory planned before the run, 2^20 bytes.</param>
/// <param name="Gflops">Multiply-adds needed, counted twice, a second.</param>
internal sealed record ScalingFigure(string Size, int Value, double SecondsPerStep, double PlannedMb, double Gflops);
