using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>A chart as a value: what is drawn, against which axes, at which size.</summary>
/// <param name="Title">Its title; empty for none.</param>
/// <param name="Subtitle">A quieter line under the title: the vertical quantity and its unit, or a score; empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Marks">What is drawn, first to last.</param>
/// <param name="Size">Its size.</param>
public sealed record Chart(string Title, string Subtitle, Axis X, Axis Y, ValueList<Mark> Marks, ChartSize Size)
{
    /// <summary>Whether a chart to the left carries the labels of the vertical axis, where there is room for charts side by side.</summary>
    public bool SharesLeftAxis { get; init; }

    /// <summary>Whether a chart below carries the labels of the horizontal axis, where there is room for charts side by side.</summary>
    public bool SharesBottomAxis { get; init; }
}
