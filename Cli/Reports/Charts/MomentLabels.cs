using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>
/// Places the labels of vertical rules above the plot: centred on their rule, kept inside the chart, in rows that do not overlap.
/// </summary>
public static class MomentLabels
{
    private const double Gap = 8;

    /// <summary>Places the labels.</summary>
    /// <param name="marks">The marks of a chart; rules outside the range shown are passed over.</param>
    /// <param name="x">The horizontal projection.</param>
    /// <param name="width">The width of the chart, in pixels.</param>
    /// <param name="firstLine">The base line of the first row, in pixels.</param>
    /// <param name="lineHeight">From row to row, in pixels.</param>
    public static ValueList<PlacedLabel> Place(IEnumerable<Mark> marks, Projection x, double width, double firstLine, double lineHeight)
    {
        var placed = new List<PlacedLabel>();
        foreach (var moment in marks.OfType<Mark.Moment>().Where(m => m.Label.Length > 0 && x.Shows(m.X)).OrderBy(m => m.X))
        {
            string text = TextMetrics.Fit(moment.Label, width - 2 * Gap, ChartStyle.TextSize);
            double length = TextMetrics.Width(text, ChartStyle.TextSize);
            double left = Math.Max(2, Math.Min(x.Of(moment.X) - length / 2, width - 2 - length));
            double line = firstLine;
            while (placed.Any(p => p.Y == line && p.X < left + length + Gap && left < p.X + p.Width + Gap))
            {
                line += lineHeight;
            }
            placed.Add(new PlacedLabel(left, line, text, moment.Tone));
        }
        return placed.ToValueList();
    }

    /// <summary>How many rows placed labels take.</summary>
    /// <param name="placed">Labels, one at least.</param>
    public static int Rows(ValueList<PlacedLabel> placed) => placed.Select(p => p.Y).Distinct().Count();
}
