using System.Xml.Linq;
using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>
/// Several charts and their legend as one SVG file that stands alone, with its own style sheet for light and dark surroundings.
/// </summary>
/// <param name="Charts">The charts, row by row, of equal size.</param>
/// <param name="Columns">How many stand beside each other.</param>
/// <param name="Legend">The legend above them; may be empty.</param>
public sealed record SvgSheet(ValueList<Chart> Charts, int Columns, ValueList<LegendEntry> Legend)
{
    private const double Gap = 12;
    private const double Margin = 14;
    private const double LegendRow = 24;
    private const double EntryGap = 18;
    private const double HiddenAxis = 28;

    private const string Style = $$"""
        :root{color-scheme:light dark;{{ChartStyle.LightInks}} }
        @media (prefers-color-scheme:dark){:root{ {{ChartStyle.DarkInks}} } }
        {{ChartStyle.Rules}}
        .backdrop{fill:var(--paper)} .shared-left,.shared-bottom{visibility:hidden}
        """;

    /// <summary>The sheet as an <c>svg</c> element.</summary>
    public XElement Draw()
    {
        int columns = Math.Max(1, Math.Min(Columns, Math.Max(1, Charts.Count)));
        double cellWidth = Charts.Select(c => c.Size.Width).DefaultIfEmpty(ChartSize.Third.Width).Max();
        double cellHeight = Charts.Select(c => c.Size.Height).DefaultIfEmpty(0).Max();
        double width = 2 * Margin + columns * cellWidth + (columns - 1) * Gap;
        var room = SideRoom.Of(Charts);
        var legend = PlacedLegend(width - 2 * Margin);
        double top = Margin + (legend.Count == 0 ? 0 : legend.Max(p => p.Y) + LegendRow);
        double[] tops = RowTops(columns, top, cellHeight);
        double height = tops[^1] + Margin;
        return SvgNode.Element("svg", SvgNode.At("class", "chart"), SvgNode.At("width", width), SvgNode.At("height", height),
            SvgNode.At("viewBox", $"0 0 {SvgNode.Number(width)} {SvgNode.Number(height)}"),
            SvgNode.Element("style", Style),
            SvgNode.Element("rect", SvgNode.At("class", "backdrop"), SvgNode.At("width", width), SvgNode.At("height", height)),
            legend.Select((place, i) => new[]
            {
                LegendSvg.Sample(Legend[i], Margin + place.X, Margin + place.Y),
                SvgNode.Text(Margin + place.X + LegendSvg.Width + 6, Margin + place.Y + 6 + ChartStyle.HalfCap, "legend", Legend[i].Text),
            }),
            Charts.Select((chart, i) => Placed(ChartSvg.Draw(chart, room),
                Margin + i % columns * (cellWidth + Gap), tops[i / columns], chart.Size)));
    }

    /// <summary>The sheet as the text of an SVG file.</summary>
    public string ToSvg() => Draw().ToString(SaveOptions.DisableFormatting) + "\n";

    // The upper edge of every row, and below the last; a row whose charts all leave the axis to the row below gives that room away.
    private double[] RowTops(int columns, double top, double cellHeight)
    {
        double[] tops = new double[(Charts.Count + columns - 1) / columns + 1];
        tops[0] = top;
        for (int row = 0; row < tops.Length - 1; row++)
        {
            bool shared = Charts.Skip(row * columns).Take(columns).All(c => c.SharesBottomAxis);
            tops[row + 1] = tops[row] + cellHeight - (shared ? HiddenAxis : 0);
        }
        return tops;
    }

    private List<Pixel> PlacedLegend(double room)
    {
        var places = new List<Pixel>();
        double x = 0, y = 0;
        foreach (var entry in Legend)
        {
            double width = LegendSvg.Width + 6 + TextMetrics.Width(entry.Text, ChartStyle.TextSize);
            (x, y) = x > 0 && x + width > room ? (0, y + LegendRow) : (x, y);
            places.Add(new Pixel(x, y));
            x += width + EntryGap;
        }
        return places;
    }

    private static XElement Placed(XElement chart, double x, double y, ChartSize size)
    {
        chart.Add(SvgNode.At("x", x), SvgNode.At("y", y), SvgNode.At("width", size.Width), SvgNode.At("height", size.Height));
        return chart;
    }
}
