using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The cell of a rectangular lattice on which places lie.</summary>
/// <param name="CellWidth">The step along the first coordinate, positive.</param>
/// <param name="CellHeight">The step along the second coordinate, positive.</param>
public readonly record struct Lattice(double CellWidth, double CellHeight)
{
    private const double Tolerance = 0.02;
    private const double LeastFilled = 0.25;
    private const int LeastPerSide = 3;

    /// <summary>The lattice that the places fill to a quarter at least, or null where they are scattered.</summary>
    /// <param name="xs">First coordinates, [points].</param>
    /// <param name="ys">Second coordinates, [points].</param>
    public static Lattice? Of(ValueList<double> xs, ValueList<double> ys)
    {
        var (width, columns) = Step(xs);
        var (height, rows) = Step(ys);
        bool filled = columns >= LeastPerSide && rows >= LeastPerSide && xs.Count >= LeastFilled * columns * rows;
        return filled ? new Lattice(width, height) : null;
    }

    private static (double Step, double Count) Step(ValueList<double> coordinates)
    {
        double[] sorted = [.. coordinates.Where(double.IsFinite).Order()];
        if (sorted.Length < LeastPerSide)
        {
            return (0, 0);
        }
        double length = sorted[^1] - sorted[0];
        double[] gaps = [.. sorted.Zip(sorted.Skip(1), (a, b) => b - a).Where(gap => gap > 1e-6 * length)];
        if (gaps.Length < LeastPerSide - 1 || !double.IsFinite(length))
        {
            return (0, 0);
        }
        double smallest = gaps.Min();
        bool regular = gaps.All(gap => Math.Abs(gap / smallest - Math.Round(gap / smallest)) <= Tolerance * Math.Round(gap / smallest));
        return regular ? (smallest, Math.Round(length / smallest) + 1) : (0, 0);
    }
}
