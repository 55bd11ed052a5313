namespace ProbBnn.Engines.Managed;

/// <summary>How much work makes an item of its own: below about ten microseconds a fork costs more than it gains.</summary>
internal static class Grain
{
    private const double Smallest = 10_000;

    /// <summary>Positions of one item, a multiple of 64; at least <paramref name="size"/> where the work is too little to share.</summary>
    /// <param name="size">Number of positions.</param>
    /// <param name="cost">Nanoseconds for one position.</param>
    /// <param name="threads">Number of threads.</param>
    public static int Of(int size, double cost, int threads)
    {
        double whole = size * cost;
        if (threads == 1 || whole < 2 * Smallest)
        {
            return Math.Max(size, 1);
        }
        double items = Math.Min(whole / Smallest, 4.0 * threads);
        return (int)Math.Min((long)(size / items / 64 + 1) * 64, int.MaxValue);
    }

    /// <summary>Rows of one item, at least 1.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="cost">Nanoseconds for one row.</param>
    /// <param name="threads">Number of threads.</param>
    public static int Rows(int rows, double cost, int threads)
    {
        double whole = rows * cost;
        return threads == 1 || whole < 2 * Smallest
            ? Math.Max(rows, 1)
            : (int)Math.Max(1, rows / Math.Min(whole / Smallest, 4.0 * threads));
    }
}
