namespace ProbBnn.Benchmarks;

/// <summary>Factors and inverses of a batch of symmetric positive definite matrices on one core.</summary>
/// <param name="Size">Rows and columns.</param>
/// <param name="Precision">double or single.</param>
/// <param name="FactorNanoseconds">Median time of one Cholesky factor.</param>
/// <param name="InverseNanoseconds">Median time of one inverse.</param>
/// <param name="FactorGigaflopsPerSecond">n^3/3 operations over that time.</param>
/// <param name="InverseGigaflopsPerSecond">n^3 operations over that time.</param>
/// <param name="PeakGigaflopsPerSecond">Median of the core's peak, measured in alternation.</param>
internal sealed record CholeskyFigure(
    int Size, string Precision, double FactorNanoseconds, double InverseNanoseconds, double FactorGigaflopsPerSecond,
    double InverseGigaflopsPerSecond, double PeakGigaflopsPerSecond);
