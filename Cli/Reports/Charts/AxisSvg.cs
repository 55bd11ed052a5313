using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Draws the axes of a chart: thin horizontal lines at the vertical ticks, short ticks below, and the labels.</summary>
public static class AxisSvg
{
    private const double TickLength = 4;
    private const double LabelDrop = 16;
    private const double NameDrop = 31;

    /// <summary>
    /// The axes. Labels that a neighbouring chart carries are in groups of the classes <c>shared-left</c> and <c>shared-bottom</c>,
    /// which the page hides where charts stand side by side.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="layout">Where its parts stand.</param>
    public static IEnumerable<XElement> Draw(Chart chart, ChartLayout layout)
    {
        var frame = layout.Frame;
        bool upright = layout.Bar is not null;
        var lines = layout.YTicks.Select(tick => upright
            ? SvgNode.Line(frame.Left - TickLength, frame.Y.Of(tick.Value), frame.Left, frame.Y.Of(tick.Value), "axis-tick")
            : SvgNode.Line(frame.Left, frame.Y.Of(tick.Value), frame.Right, frame.Y.Of(tick.Value), "grid-line"));
        var ticks = layout.XTicks.Select(tick =>
            SvgNode.Line(frame.X.Of(tick.Value), frame.Bottom, frame.X.Of(tick.Value), frame.Bottom + TickLength, "axis-tick"));
        var left = layout.YTicks.Select(tick => SvgNode.Text(frame.Left - TickLength - 2, frame.Y.Of(tick.Value) + ChartStyle.HalfCap,
            "end", tick.Label));
        var below = layout.XTicks.Select(tick => SvgNode.Text(frame.X.Of(tick.Value), frame.Bottom + LabelDrop, "middle", tick.Label));
        double middle = (frame.Left + frame.Right) / 2, room = 2 * Math.Min(middle, chart.Size.Width - middle) - 4;
        var name = chart.X.Label.Length == 0 ? null : SvgNode.Text(middle, frame.Bottom + NameDrop, "middle",
            TextMetrics.Fit(chart.X.Label, room, ChartStyle.TextSize));
        return [.. lines, .. ticks, Group(left, chart.SharesLeftAxis ? "shared-left" : "axis"),
            Group([.. below, name], chart.SharesBottomAxis ? "shared-bottom" : "axis")];
    }

    private static XElement Group(IEnumerable<XElement?> content, string cssClass) =>
        SvgNode.Element("g", SvgNode.At("class", cssClass), content);
}
