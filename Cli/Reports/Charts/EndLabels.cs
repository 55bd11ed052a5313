using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Places labels at the right ends of lines, moved apart where they would overlap and kept beside the plot.</summary>
public static class EndLabels
{
    private const double LineHeight = 14;
    private const double Gap = 6;

    /// <summary>Places the labels.</summary>
    /// <param name="lines">Lines with an end label; lines without a point that has a place are passed over.</param>
    /// <param name="frame">The plot.</param>
    /// <param name="room">The room to the right of the plot, in pixels; longer labels are cut.</param>
    public static ValueList<PlacedLabel> Place(IEnumerable<Mark.Line> lines, Frame frame, double room)
    {
        var wanted = lines.Select(line => (Line: line, Runs: frame.Runs(line.Xs, line.Ys))).Where(l => l.Runs.Count > 0)
            .Select(l => new PlacedLabel(frame.Right + Gap, Math.Clamp(l.Runs[^1][^1].Y, frame.Top, frame.Bottom) + ChartStyle.HalfCap,
                TextMetrics.Fit(l.Line.EndLabel!, room, ChartStyle.TextSize), l.Line.Tone))
            .OrderBy(label => label.Y).ToArray();
        for (int i = 1; i < wanted.Length; i++)
        {
            wanted[i] = wanted[i] with { Y = Math.Max(wanted[i].Y, wanted[i - 1].Y + LineHeight) };
        }
        double floor = frame.Bottom + ChartStyle.HalfCap;
        for (int i = wanted.Length - 1; i >= 0; i--)
        {
            wanted[i] = wanted[i] with { Y = Math.Min(wanted[i].Y, floor) };
            floor = wanted[i].Y - LineHeight;
        }
        return wanted.ToValueList();
    }
}
