namespace ProbBnn.Benchmarks;

/// <summary>Speed of one square product.</summary>
/// <param name="Size">Rows, columns and depth.</param>
/// <param name="Precision">double or single.</param>
/// <param name="TransposedB">Whether the right factor was given transposed.</param>
/// <param name="GigaflopsPerSecond">Median speed, packing counted; a multiply-add counts two.</param>
/// <param name="PeakGigaflopsPerSecond">Median of the core's peak, measured in alternation.</param>
public sealed record GemmFigure(
    int Size, string Precision, bool TransposedB, double GigaflopsPerSecond, double PeakGigaflopsPerSecond)
{
    /// <summary>Speed as a share of the peak.</summary>
    public double ShareOfPeak => GigaflopsPerSecond / PeakGigaflopsPerSecond;
}
