using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Where the parts of a chart stand: the plot, the ticks, the rows of text above and the room beside it.</summary>
/// <param name="Frame">The plot.</param>
/// <param name="XTicks">Ticks of the horizontal axis.</param>
/// <param name="YTicks">Ticks of the vertical axis.</param>
/// <param name="TitleLine">Base line of the title, in pixels.</param>
/// <param name="SubtitleLine">Base line of the subtitle, in pixels.</param>
/// <param name="Moments">Labels above the plot, placed.</param>
/// <param name="Ends">Labels at line ends, placed.</param>
/// <param name="Bar">The field whose colour bar is drawn, or null for none.</param>
public sealed record ChartLayout(Frame Frame, ValueList<Tick> XTicks, ValueList<Tick> YTicks, double TitleLine, double SubtitleLine,
    ValueList<PlacedLabel> Moments, ValueList<PlacedLabel> Ends, Mark.Field? Bar)
{
    private const double Edge = 3;
    private const double LineHeight = 15;
    private const double TickGap = 6;
    private const double XTickSpacing = 72;
    private const double YTickSpacing = 38;

    /// <summary>Lays a chart out.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="room">Room to keep free beside the plot at least.</param>
    public static ChartLayout Of(Chart chart, SideRoom room)
    {
        var xRange = chart.X.RangeFor(chart.Marks.SelectMany(MarkExtent.Xs));
        var yRange = chart.Y.RangeFor(chart.Marks.SelectMany(MarkExtent.Ys));
        double y = Edge;
        double titleLine = chart.Title.Length > 0 ? y += LineHeight - 2 : y;
        double subtitleLine = chart.Subtitle.Length > 0 ? y += LineHeight : y;
        y += chart.Title.Length + chart.Subtitle.Length > 0 ? 13 : 6;
        double bottom = chart.Size.Height - Edge - LineHeight - TickGap - (chart.X.Label.Length > 0 ? LineHeight : 0);

        var yTicks = chart.Y.TicksOf(yRange, Math.Clamp((int)((bottom - y) / YTickSpacing), 3, 7));
        double left = Math.Max(room.Left, Edge + TickGap + Widest(yTicks.Select(t => t.Label)));
        var bar = chart.Marks.OfType<Mark.Field>().FirstOrDefault();
        var endLabels = chart.Marks.OfType<Mark.Line>().Where(l => l.EndLabel is not null).ToList();
        double right = chart.Size.Width - Edge - (bar is not null ? FieldSvg.BarRoom(bar, bottom - y)
            : endLabels.Count > 0 ? 8 + Math.Min(0.35 * chart.Size.Width, Widest(endLabels.Select(l => l.EndLabel!))) : 0);
        var xTicks = XTicksOf(chart.X, xRange, right - left);
        var rough = new Projection(chart.X.Scale, xRange, left, right);
        double overhang = xTicks.Select(t => HalfWidth(t) - (right - rough.Of(t.Value))).DefaultIfEmpty(0).Max();
        left = Math.Max(left, xTicks.Select(t => left + HalfWidth(t) - rough.Of(t.Value)).DefaultIfEmpty(0).Max());
        right = Math.Min(right, chart.Size.Width - Math.Max(room.Right, Edge + overhang));

        var x = new Projection(chart.X.Scale, xRange, left, right);
        var moments = MomentLabels.Place(chart.Marks, x, chart.Size.Width, y + LineHeight - 6, LineHeight);
        double top = y + LineHeight * (moments.Count == 0 ? 0 : MomentLabels.Rows(moments));
        var frame = new Frame(x, new Projection(chart.Y.Scale, yRange, bottom, top));
        return new ChartLayout(frame, xTicks, yTicks, titleLine, subtitleLine, moments,
            EndLabels.Place(endLabels, frame, chart.Size.Width - Edge - right - 7), bar);
    }

    private static ValueList<Tick> XTicksOf(Axis axis, Interval range, double width)
    {
        int target = Math.Clamp((int)(width / XTickSpacing), 2, 9);
        var ticks = axis.TicksOf(range, target);
        while (target > 2 && Widest(ticks.Select(t => t.Label)) * (ticks.Count + 0.5) > 0.85 * width)
        {
            ticks = axis.TicksOf(range, --target);
        }
        return ticks;
    }

    private static double HalfWidth(Tick tick) => TextMetrics.Width(tick.Label, ChartStyle.TextSize) / 2;

    private static double Widest(IEnumerable<string> labels) =>
        labels.Select(label => TextMetrics.Width(label, ChartStyle.TextSize)).DefaultIfEmpty(0).Max();
}
