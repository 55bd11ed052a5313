namespace ProbBnn.Benchmarks;

/// <summary>One conditioning on a context in parts.</summary>
/// <param name="Rows">Points of the context.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="BatchPoints">Points of a part, at most.</param>
/// <param name="Samples">Weight samples.</param>
/// <param name="Seconds">Time, reading included.</param>
/// <param name="ProcessorSeconds">Processor time of all threads, which neighbours on a shared machine disturb less.</param>
/// <param name="MultiplyAdds">Those of the evidence of all layers, for all points and samples.</param>
/// <param name="GigaflopsPerSecond">The speed that these make; a multiply-add counts two.</param>
/// <param name="PeakGigaflopsPerSecond">What the cores can do at best, one core's measured peak times their number.</param>
/// <param name="PeakMegabytes">Peak of resident memory less the resident memory before.</param>
/// <param name="CheckedRows">Points of the context that was also given at once.</param>
/// <param name="GreatestDifference">Greatest difference of function values at 64 of its points between in parts and at once, in standard
/// deviations of the output.</param>
internal sealed record LargeContextFigure(
    long Rows, IReadOnlyList<int> Hidden, int BatchPoints, int Samples, double Seconds, double ProcessorSeconds, double MultiplyAdds,
    double GigaflopsPerSecond, double PeakGigaflopsPerSecond, double PeakMegabytes, int CheckedRows, double GreatestDifference);
