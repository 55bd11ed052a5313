namespace ProbBnn.Cli.Reports;

/// <summary>A label with its place.</summary>
/// <param name="X">Its left end, in pixels.</param>
/// <param name="Y">Its base line, in pixels.</param>
/// <param name="Text">What it says.</param>
/// <param name="Tone">Its ink.</param>
public readonly record struct PlacedLabel(double X, double Y, string Text, Tone Tone)
{
    /// <summary>Its width in pixels.</summary>
    public double Width => TextMetrics.Width(Text, ChartStyle.TextSize);
}
