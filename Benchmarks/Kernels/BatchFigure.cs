namespace ProbBnn.Benchmarks;

/// <summary>A batch of square products on all threads beside the same batch on one.</summary>
/// <param name="Size">Rows, columns and depth of each product.</param>
/// <param name="Batch">Number of products.</param>
/// <param name="Precision">double or single.</param>
/// <param name="Threads">Threads.</param>
/// <param name="GigaflopsPerSecond">Median speed on all threads.</param>
/// <param name="Speedup">Median over rounds of the time on one thread over the time on all.</param>
internal sealed record BatchFigure(int Size, int Batch, string Precision, int Threads, double GigaflopsPerSecond, double Speedup);
