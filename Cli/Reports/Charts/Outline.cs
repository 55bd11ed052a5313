using System.Text;

namespace ProbBnn.Cli.Reports;

/// <summary>Turns runs of pixels into SVG path data.</summary>
public static class Outline
{
    private const double ColumnsPerPixel = 2;

    /// <summary>An open path through the points; one point alone becomes a dash of one pixel.</summary>
    /// <param name="run">At least one point.</param>
    public static string Open(IReadOnlyList<Pixel> run)
    {
        var line = StraightRuns.Of(Thin(run));
        var first = line[0];
        return line.Count == 1 ? Path([new Pixel(first.X - 0.5, first.Y), new Pixel(first.X + 0.5, first.Y)]) : Path(line);
    }

    /// <summary>The closed outline of the area between two runs of equal length; one point alone becomes a bar three pixels wide.</summary>
    /// <param name="lower">The lower edge, left to right.</param>
    /// <param name="upper">The upper edge, left to right.</param>
    public static string Between(IReadOnlyList<Pixel> lower, IReadOnlyList<Pixel> upper)
    {
        if (lower.Count == 1)
        {
            (lower, upper) = (Widened(lower[0]), Widened(upper[0]));
        }
        return Path([.. StraightRuns.Of(Thin(upper)), .. StraightRuns.Of(Thin(lower)).Reverse()]) + "Z";
    }

    /// <summary>
    /// The same drawing with fewer points: of the points that fall into one narrow column of pixels the first, the lowest, the highest
    /// and the last are kept.
    /// </summary>
    /// <param name="run">Points with rising X.</param>
    public static IReadOnlyList<Pixel> Thin(IReadOnlyList<Pixel> run)
    {
        if (run.Count < 3 || run.Count <= 4 * ColumnsPerPixel * (run.Max(p => p.X) - run.Min(p => p.X) + 1))
        {
            return run;
        }
        var kept = new List<Pixel>();
        for (int start = 0; start < run.Count;)
        {
            double column = Math.Floor(run[start].X * ColumnsPerPixel);
            int end = start, low = start, high = start;
            for (; end < run.Count && Math.Floor(run[end].X * ColumnsPerPixel) == column; end++)
            {
                low = run[end].Y < run[low].Y ? end : low;
                high = run[end].Y > run[high].Y ? end : high;
            }
            kept.AddRange(new SortedSet<int> { start, low, high, end - 1 }.Select(i => run[i]));
            start = end;
        }
        return kept;
    }

    private static Pixel[] Widened(Pixel point) => [point with { X = point.X - 1.5 }, point with { X = point.X + 1.5 }];

    private static string Path(IReadOnlyList<Pixel> points)
    {
        var data = new StringBuilder("M", 12 * points.Count);
        for (int i = 0; i < points.Count; i++)
        {
            data.Append(i == 0 ? "" : i == 1 ? "L" : " ")
                .Append(SvgNode.Number(points[i].X)).Append(' ').Append(SvgNode.Number(points[i].Y));
        }
        return data.ToString();
    }
}
