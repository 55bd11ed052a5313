namespace ProbBnn.Benchmarks;

/// <summary>Speed of one square product.</summary>
/// <param name="Size">Rows, columns and depth.</param>
/// <param name="Precision">double or single.</param>
/// <param name="TransposedB">Whether the right factor was given transposed.</param>
/// <param name="GigaflopsPerSecond">Median speed, packing counted; a multiply-add counts two.</param>
/// <param name="PeakGigaflopsPerSecond">Median of the core's peak, measured in alternation.</param>
/// <param name="BestGigaflopsPerSecond">Speed of the best round, which neighbours on a shared machine disturbed least.</param>
/// <param name="BestPeakGigaflopsPerSecond">The best peak.</param>
public sealed record GemmFigure(
    int Size,
    string Precision,
    bool TransposedB,
    double GigaflopsPerSecond,
    double PeakGigaflopsPerSecond,
    double BestGigaflopsPerSecond,
    double BestPeakGigaflopsPerSecond)
{
    /// <summary>Median speed as a share of the median peak.</summary>
    public double ShareOfPeak => GigaflopsPerSecond / PeakGigaflopsPerSecond;

    /// <summary>Best speed as a share of the best peak.</summary>
    public double BestShareOfPeak => BestGigaflopsPerSecond / BestPeakGigaflopsPerSecond;
}
