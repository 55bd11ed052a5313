using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;

namespace ProbBnn.Benchmarks;

/// <summary>
/// The figure of the study of priors: a chart a family, methods from top to bottom, log density along; both priors' means with their
/// standard errors, joined by a line. What lies far below the best stands at the edge as an open circle.
/// </summary>
internal static class PriorsFigure
{
    private const double Width = 520, Above = 60, RowHeight = 26, Offset = 0.12, Depth = 6;

    /// <summary>The figure.</summary>
    /// <param name="cells">The methods of all families.</param>
    public static SvgSheet Of(IReadOnlyList<PriorCell> cells)
    {
        string[] methods = [.. cells.Select(c => c.Method).Distinct()];
        return new SvgSheet(
            cells.GroupBy(c => c.Family).Select(family => ChartOf(family.Key, [.. family], methods)).ToValueList(), 2,
            [
                new LegendEntry(LegendMark.Filled, Tone.Model, "learned prior"),
                new LegendEntry(LegendMark.Filled, Tone.Contrast, "fixed prior, N(0, 1/K)"),
                new LegendEntry(LegendMark.Open, Tone.Contrast, "further to the left"),
            ]);
    }

    private static Chart ChartOf(string family, IReadOnlyList<PriorCell> cells, string[] methods)
    {
        double RowOf(PriorCell cell) => methods.Length - 1 - Array.IndexOf(methods, cell.Method);
        var range = RangeOf(cells);
        return new Chart(
            family, "", new Axis("log density of a point, nats; bars: standard error", range),
            new Axis("", new Interval(-0.6, methods.Length - 0.4))
            {
                Names = methods.Select((name, i) => new Tick(methods.Length - 1 - i, name)).ToValueList(),
            },
            cells.SelectMany(cell => Marks(cell, RowOf(cell), range)).ToValueList(),
            new ChartSize(Width, Above + RowHeight * methods.Length));
    }

    private static IEnumerable<Mark> Marks(PriorCell cell, double row, Interval range)
    {
        var (learned, other) = (Score(cell.Learned), Score(cell.Fixed));
        if (learned is not null && other is not null)
        {
            yield return new Mark.Line([learned.Mean, other.Mean], [row + Offset, row - Offset], Tone.Muted, LineStyle.Hair);
        }
        foreach (var mark in Marks(learned, row + Offset, Tone.Model, range).Concat(Marks(other, row - Offset, Tone.Contrast, range)))
        {
            yield return mark;
        }
    }

    private static IEnumerable<Mark> Marks(MeanWithError? score, double row, Tone tone, Interval range) => score switch
    {
        null => [],
        _ when score.Mean < range.Low => [new Mark.Dots([range.Low], [row], tone, DotStyle.Open)],
        _ =>
        [
            new Mark.Line([Low(score), High(score)], [row, row], tone),
            new Mark.Dots([score.Mean], [row], tone, DotStyle.Filled),
        ],
    };

    /// <summary>All scores with their standard errors, but no more than some nats below the best.</summary>
    private static Interval RangeOf(IReadOnlyList<PriorCell> cells)
    {
        var scores = cells.SelectMany(c => new[] { Score(c.Learned), Score(c.Fixed) }).OfType<MeanWithError>().ToArray();
        double highest = scores.Max(High), deepest = scores.Max(s => s.Mean) - Depth;
        return new Interval(Math.Min(highest, Math.Max(scores.Min(Low), deepest)), highest).Drawable().Padded(0.04);
    }

    private static MeanWithError? Score(IEnumerable<PriorRun> runs) => MeanWithError.Of(runs.Select(r => r.LogDensity));

    private static double Low(MeanWithError score) => score.Mean - (score.StandardError ?? 0);

    private static double High(MeanWithError score) => score.Mean + (score.StandardError ?? 0);
}
