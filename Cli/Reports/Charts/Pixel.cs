namespace ProbBnn.Cli.Reports;

/// <summary>A place in a chart, in pixels from its upper left corner.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downward.</param>
public readonly record struct Pixel(double X, double Y);
