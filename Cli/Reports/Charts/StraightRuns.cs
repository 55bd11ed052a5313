// The part of a line between two kept points is straight if every point between them lies within the tolerance of their connection; else
// the farthest point is kept too and both halves are treated alike (Ramer 1972; Douglas and Peucker 1973).

namespace ProbBnn.Cli.Reports;

/// <summary>Leaves out the points of a line that nobody would miss.</summary>
public static class StraightRuns
{
    /// <summary>The farthest that a point left out may lie from the line that is drawn, in pixels.</summary>
    public const double Tolerance = 0.1;

    /// <summary>The same line with fewer points; its ends stay.</summary>
    /// <param name="line">The points in order.</param>
    public static IReadOnlyList<Pixel> Of(IReadOnlyList<Pixel> line)
    {
        if (line.Count < 3)
        {
            return line;
        }
        bool[] kept = new bool[line.Count];
        kept[0] = kept[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, line.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = Farthest(line, part.First, part.Last);
            if (distance > Tolerance)
            {
                kept[farthest] = true;
                open.Push((part.First, farthest));
                open.Push((farthest, part.Last));
            }
        }
        return [.. line.Where((_, i) => kept[i])];
    }

    /// <summary>How far a point lies from the straight connection of two others, in pixels.</summary>
    /// <param name="point">The point.</param>
    /// <param name="from">One end of the connection.</param>
    /// <param name="to">The other end.</param>
    public static double Distance(Pixel point, Pixel from, Pixel to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, length = dx * dx + dy * dy;
        double along = length > 0 ? Math.Clamp(((point.X - from.X) * dx + (point.Y - from.Y) * dy) / length, 0, 1) : 0;
        return double.Hypot(point.X - from.X - along * dx, point.Y - from.Y - along * dy);
    }

    private static (int Index, double Distance) Farthest(IReadOnlyList<Pixel> line, int first, int last)
    {
        var farthest = (Index: first, Distance: 0.0);
        for (int i = first + 1; i < last; i++)
        {
            double distance = Distance(line[i], line[first], line[last]);
            farthest = distance > farthest.Distance ? (i, distance) : farthest;
        }
        return farthest;
    }
}
