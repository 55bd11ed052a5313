using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Draws values over a plane in the colours of a map, sixty-four of them, and the colour bar beside it.</summary>
public static class FieldSvg
{
    private const int Shades = 64;
    private const double BarWidth = 9;
    private const double BarGap = 10;
    private const double LabelGap = 4;
    private const double Overlap = 0.2;

    /// <summary>The cells of a field on a lattice, one path a shade; nothing for scattered places.</summary>
    /// <param name="field">The field.</param>
    /// <param name="frame">The plot.</param>
    public static IEnumerable<XElement> Cells(Mark.Field field, Frame frame)
    {
        if (!field.Cells || Lattice.Of(field.Xs, field.Ys) is not { } lattice)
        {
            return [];
        }
        return ByShade(field, frame).Select(shade => SvgNode.Element("path", SvgNode.At("class", "cell"),
            SvgNode.At("fill", Colour(field, shade.Key)),
            SvgNode.At("d", string.Concat(shade.Select(i => Cell(field.Xs[i], field.Ys[i], lattice, frame))))));
    }

    /// <summary>The dots of a field of scattered places, grouped by shade; nothing for a lattice.</summary>
    /// <param name="field">The field.</param>
    /// <param name="frame">The plot.</param>
    public static IEnumerable<XElement> Dots(Mark.Field field, Frame frame)
    {
        if (field.Cells && Lattice.Of(field.Xs, field.Ys) is not null)
        {
            return [];
        }
        double radius = Math.Clamp(0.36 * Math.Sqrt(frame.Width * frame.Height / Math.Max(1, field.Xs.Count)), 1.6, 4);
        return ByShade(field, frame).Select(shade => SvgNode.Element("g", SvgNode.At("class", "place"),
            SvgNode.At("fill", Colour(field, shade.Key)),
            shade.Where(i => frame.X.Shows(field.Xs[i]) && frame.Y.Shows(field.Ys[i])).Select(i => SvgNode.Element("circle",
                SvgNode.At("cx", frame.X.Of(field.Xs[i])), SvgNode.At("cy", frame.Y.Of(field.Ys[i])), SvgNode.At("r", radius)))));
    }

    /// <summary>The room that the colour bar takes at the right of the plot, in pixels.</summary>
    /// <param name="field">The field.</param>
    /// <param name="height">The height of the plot, in pixels.</param>
    public static double BarRoom(Mark.Field field, double height) =>
        BarGap + BarWidth + LabelGap + BarTicks(field, height).Max(t => TextMetrics.Width(t.Label, ChartStyle.TextSize));

    /// <summary>The colour bar at the right of the plot, with its ticks.</summary>
    /// <param name="field">The field.</param>
    /// <param name="frame">The plot.</param>
    public static IEnumerable<XElement> Bar(Mark.Field field, Frame frame)
    {
        double left = frame.Right + BarGap, step = frame.Height / Shades;
        var scale = new Projection(AxisScale.Linear, field.Range.Drawable(), frame.Bottom, frame.Top);
        var shades = Enumerable.Range(0, Shades).Select(s => SvgNode.Element("rect", SvgNode.At("class", "cell"),
            SvgNode.At("fill", Colour(field, s)), SvgNode.At("x", left), SvgNode.At("y", frame.Bottom - (s + 1) * step),
            SvgNode.At("width", BarWidth), SvgNode.At("height", step + Overlap)));
        var ticks = BarTicks(field, frame.Height).SelectMany(tick => new[]
        {
            SvgNode.Line(left + BarWidth - 3, scale.Of(tick.Value), left + BarWidth, scale.Of(tick.Value), "bar-tick"),
            SvgNode.Text(left + BarWidth + LabelGap, scale.Of(tick.Value) + ChartStyle.HalfCap, "tick", tick.Label),
        });
        return shades.Concat(ticks);
    }

    private static IEnumerable<Tick> BarTicks(Mark.Field field, double height) =>
        Ticks.Of(field.Range, AxisScale.Linear, TickFormat.Number, Math.Clamp((int)(height / 45), 2, 6)) is { Count: > 0 } ticks
            ? ticks
            : [new Tick(field.Range.Low, "")];

    private static IEnumerable<IGrouping<int, int>> ByShade(Mark.Field field, Frame frame)
    {
        var scale = new Projection(AxisScale.Linear, field.Range.Drawable(), 0, 1);
        return Enumerable.Range(0, Math.Min(field.Xs.Count, Math.Min(field.Ys.Count, field.Values.Count)))
            .Where(i => frame.X.Places(field.Xs[i]) && frame.Y.Places(field.Ys[i]) && double.IsFinite(field.Values[i]))
            .GroupBy(i => Math.Clamp((int)(Shades * scale.Of(field.Values[i])), 0, Shades - 1)).OrderBy(g => g.Key);
    }

    private static string Colour(Mark.Field field, int shade) => field.Colours.At((shade + 0.5) / Shades).ToHex();

    private static string Cell(double x, double y, Lattice lattice, Frame frame)
    {
        double left = frame.X.Of(x - lattice.CellWidth / 2), right = frame.X.Of(x + lattice.CellWidth / 2) + Overlap;
        double top = frame.Y.Of(y + lattice.CellHeight / 2), bottom = frame.Y.Of(y - lattice.CellHeight / 2) + Overlap;
        return $"M{SvgNode.Number(left)} {SvgNode.Number(top)}H{SvgNode.Number(right)}V{SvgNode.Number(bottom)}H{SvgNode.Number(left)}Z";
    }
}
