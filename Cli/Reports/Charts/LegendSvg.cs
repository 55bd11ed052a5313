using System.Xml.Linq;

namespace ProbBnn.Cli.Reports;

/// <summary>Draws the samples of a legend, each 24 by 12 pixels.</summary>
public static class LegendSvg
{
    /// <summary>The width of a sample in pixels.</summary>
    public const double Width = 24;

    /// <summary>The height of a sample in pixels.</summary>
    public const double Height = 12;

    /// <summary>The sample of an entry as a small <c>svg</c> element.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="x">Its left edge in pixels, for a legend inside a larger drawing.</param>
    /// <param name="y">Its upper edge in pixels, for a legend inside a larger drawing.</param>
    public static XElement Sample(LegendEntry entry, double x = 0, double y = 0) => SvgNode.Element("svg",
        SvgNode.At("class", "sample"), SvgNode.At("x", x), SvgNode.At("y", y), SvgNode.At("width", Width), SvgNode.At("height", Height),
        SvgNode.At("viewBox", "0 0 24 12"), SvgNode.At("aria-hidden", "true"), Parts(entry));

    private static XElement[] Parts(LegendEntry entry)
    {
        string stroke = Css.Stroke(entry.Tone), fill = Css.Fill(entry.Tone);
        return entry.Mark switch
        {
            LegendMark.Line => [SvgNode.Line(1, 6, 23, 6, $"{Css.Line(LineStyle.Solid)} {stroke}")],
            LegendMark.Dashed => [SvgNode.Line(1, 6, 23, 6, $"{Css.Line(LineStyle.Dashed)} {stroke}")],
            LegendMark.Hair => [SvgNode.Line(1, 8, 23, 4, $"{Css.Line(LineStyle.Hair)} {stroke}")],
            LegendMark.OuterBand => [Area(0, 12, $"{Css.Band(BandStyle.Outer)} {fill}")],
            LegendMark.InnerBand =>
                [Area(0, 12, $"{Css.Band(BandStyle.Outer)} {fill}"), Area(0, 12, $"{Css.Band(BandStyle.Inner)} {fill}")],
            LegendMark.Filled => [MarkSvg.Dot(12, 6, entry.Tone, DotStyle.Filled)],
            LegendMark.Open => [MarkSvg.Dot(12, 6, entry.Tone, DotStyle.Open)],
            LegendMark.Whisker => [SvgNode.Line(9, 0, 9, 12, $"whisker {stroke}"), SvgNode.Line(15, 0, 15, 12, $"whisker {stroke}")],
            _ => throw new ArgumentOutOfRangeException(nameof(entry)),
        };
    }

    private static XElement Area(double top, double bottom, string cssClass) => SvgNode.Element("rect", SvgNode.At("class", cssClass),
        SvgNode.At("x", 0), SvgNode.At("y", top), SvgNode.At("width", Width), SvgNode.At("height", bottom - top));
}
