using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Draws a chart as SVG that scales to the width it is given. Colours come from the style sheet of the page around it.</summary>
public static class ChartSvg
{
    private const double DotMargin = 5;

    /// <summary>The chart as an <c>svg</c> element.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="room">Room to keep free beside the plot at least.</param>
    public static XElement Draw(Chart chart, SideRoom room)
    {
        var layout = ChartLayout.Of(chart, room);
        bool empty = chart.Marks.SelectMany(MarkExtent.Ys).All(v => !double.IsFinite(v));
        return SvgNode.Element("svg", SvgNode.At("class", chart.SharesBottomAxis ? "chart above" : "chart"),
            SvgNode.At("role", "img"),
            SvgNode.At("viewBox", $"0 0 {SvgNode.Number(chart.Size.Width)} {SvgNode.Number(chart.Size.Height)}"),
            SvgNode.Element("title", PlainText.Clean(Description(chart))),
            Headings(chart, layout),
            AxisSvg.Draw(chart, layout),
            Clipped(layout.Frame, chart.Marks.SelectMany(mark => MarkSvg.Areas(mark, layout.Frame))),
            SvgNode.Line(layout.Frame.Left, layout.Frame.Bottom, layout.Frame.Right, layout.Frame.Bottom, "base-line"),
            chart.Marks.SelectMany(mark => MarkSvg.Points(mark, layout.Frame)),
            layout.Bar is null ? null : FieldSvg.Bar(layout.Bar, layout.Frame),
            layout.Moments.Concat(layout.Ends)
                .Select(label => SvgNode.Text(label.X, label.Y, $"label {Css.Fill(label.Tone)}", label.Text)),
            empty ? SvgNode.Text((layout.Frame.Left + layout.Frame.Right) / 2, (layout.Frame.Top + layout.Frame.Bottom) / 2,
                "label middle", "no data") : null);
    }

    private static string Description(Chart chart)
    {
        string axis = chart.X.Label.Length > 0 ? "horizontal axis: " + chart.X.Label : "";
        return string.Join(" – ", new[] { chart.Title, chart.Subtitle, axis }.Where(t => t.Length > 0));
    }

    private static IEnumerable<XElement> Headings(Chart chart, ChartLayout layout)
    {
        double room = chart.Size.Width - 2 * DotMargin;
        if (chart.Title.Length > 0)
        {
            yield return SvgNode.Text(1, layout.TitleLine, "chart-title", TextMetrics.Fit(chart.Title, room, ChartStyle.TitleSize,
                bold: true));
        }
        if (chart.Subtitle.Length > 0)
        {
            yield return SvgNode.Text(1, layout.SubtitleLine, "chart-subtitle", TextMetrics.Fit(chart.Subtitle, room, ChartStyle.TextSize));
        }
    }

    // A nested svg clips what leaves it, without the identifiers that a clip path needs.
    private static XElement Clipped(Frame frame, IEnumerable<XElement> content) => SvgNode.Element("svg",
        SvgNode.At("x", frame.Left), SvgNode.At("y", frame.Top), SvgNode.At("width", Math.Max(1, frame.Width)),
        SvgNode.At("height", Math.Max(1, frame.Height)), SvgNode.At("overflow", "hidden"),
        SvgNode.At("viewBox", string.Join(' ', new[] { frame.Left, frame.Top, Math.Max(1, frame.Width), Math.Max(1, frame.Height) }
            .Select(SvgNode.Number))),
        content);
}
