using System.Globalization;
using System.Xml.Linq;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Draws marks: areas and lines, which are clipped to the plot, and points, which are not cut but left out beyond it.</summary>
public static class MarkSvg
{
    private const double FilledRadius = 3.4;
    private const double OpenRadius = 2.6;

    /// <summary>The clipped part of a mark; nothing for marks that are points only.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="frame">The plot.</param>
    public static IEnumerable<XElement> Areas(Mark mark, Frame frame) => mark switch
    {
        Mark.Line line => frame.Runs(line.Xs, line.Ys)
            .Select(run => PathOf(Outline.Open(run), $"{Css.Line(line.Style)} {Css.Stroke(line.Tone)}")),
        Mark.Band band => Bands(band, frame),
        Mark.Bars bars => Enumerable.Range(0, bars.Heights.Count).SelectMany(i => Bar(bars, i, frame)),
        Mark.Whiskers whiskers => WhiskerLines(whiskers, frame),
        Mark.Moment moment when frame.X.Shows(moment.X) =>
            [SvgNode.Line(frame.X.Of(moment.X), frame.Top, frame.X.Of(moment.X), frame.Bottom, $"rule {Css.Stroke(moment.Tone)}")],
        Mark.Field field => FieldSvg.Cells(field, frame),
        Mark.Dots or Mark.Moment => [],
        _ => throw new ArgumentOutOfRangeException(nameof(mark)),
    };

    /// <summary>The points of a mark that lie in the plot; nothing for marks without points.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="frame">The plot.</param>
    public static IEnumerable<XElement> Points(Mark mark, Frame frame) => mark switch
    {
        Mark.Dots dots => Enumerable.Range(0, Math.Min(dots.Xs.Count, dots.Ys.Count))
            .Where(i => frame.X.Shows(dots.Xs[i]) && frame.Y.Shows(dots.Ys[i]))
            .Select(i => Dot(frame.X.Of(dots.Xs[i]), frame.Y.Of(dots.Ys[i]), dots.Tone, dots.Style)),
        Mark.Field field => FieldSvg.Dots(field, frame),
        _ => [],
    };

    /// <summary>One point.</summary>
    /// <param name="x">Its centre, in pixels.</param>
    /// <param name="y">Its centre, in pixels.</param>
    /// <param name="tone">Its ink.</param>
    /// <param name="style">How it is drawn.</param>
    public static XElement Dot(double x, double y, Tone tone, DotStyle style) => SvgNode.Element("circle",
        SvgNode.At("cx", x), SvgNode.At("cy", y), SvgNode.At("r", style == DotStyle.Filled ? FilledRadius : OpenRadius),
        SvgNode.At("class", style == DotStyle.Filled ? $"dot {Css.Fill(tone)}" : $"ring {Css.Stroke(tone)}"));

    /// <summary>A path.</summary>
    /// <param name="data">Path data.</param>
    /// <param name="cssClass">Class names that give it its look.</param>
    public static XElement PathOf(string data, string cssClass) =>
        SvgNode.Element("path", SvgNode.At("class", cssClass), SvgNode.At("d", data));

    private static IEnumerable<XElement> Bands(Mark.Band band, Frame frame)
    {
        int count = Math.Min(band.Xs.Count, Math.Min(band.Lower.Count, band.Upper.Count));
        bool[] whole = [.. Enumerable.Range(0, count).Select(i => frame.Y.Places(band.Lower[i]) && frame.Y.Places(band.Upper[i]))];
        var xs = Enumerable.Range(0, count).Select(i => whole[i] ? band.Xs[i] : double.NaN).ToValueList();
        return frame.Runs(xs, band.Lower).Zip(frame.Runs(xs, band.Upper), Outline.Between)
            .Select(data => PathOf(data, $"{Css.Band(band.Style)} {Css.Fill(band.Tone)}"));
    }

    private static IEnumerable<XElement> Bar(Mark.Bars bars, int i, Frame frame)
    {
        if (!frame.X.Places(bars.Edges[i]) || !frame.X.Places(bars.Edges[i + 1]) || !frame.Y.Places(bars.Heights[i]))
        {
            yield break;
        }
        double left = frame.X.Of(bars.Edges[i]) + 0.5, right = frame.X.Of(bars.Edges[i + 1]) - 0.5;
        double foot = frame.Y.Places(0) ? frame.Y.Of(0) : frame.Bottom, top = frame.Y.Of(bars.Heights[i]);
        yield return SvgNode.Element("rect", SvgNode.At("class", $"bar {Css.Fill(bars.Tone)}"),
            SvgNode.At("x", left), SvgNode.At("y", Math.Min(foot, top)),
            SvgNode.At("width", Math.Max(0.2, right - left)), SvgNode.At("height", Math.Abs(foot - top)));
    }

    private static IEnumerable<XElement> WhiskerLines(Mark.Whiskers whiskers, Frame frame)
    {
        var data = Enumerable.Range(0, whiskers.Xs.Count)
            .Where(i => frame.X.Places(whiskers.Xs[i]) && frame.Y.Places(whiskers.Lower[i]) && frame.Y.Places(whiskers.Upper[i]))
            .Select(i => string.Create(CultureInfo.InvariantCulture,
                $"M{SvgNode.Number(frame.X.Of(whiskers.Xs[i]))} {SvgNode.Number(frame.Y.Of(whiskers.Lower[i]))}" +
                $"V{SvgNode.Number(frame.Y.Of(whiskers.Upper[i]))}"));
        string all = string.Concat(data);
        return all.Length == 0 ? [] : [PathOf(all, $"whisker {Css.Stroke(whiskers.Tone)}")];
    }
}
