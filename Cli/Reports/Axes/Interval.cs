namespace ProbBnn.Cli.Reports;

/// <summary>A closed range of finite numbers.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, not below the lower one.</param>
public readonly record struct Interval(double Low, double High)
{
    private const double NarrowestRelative = 1e-10;
    private const double NarrowestAbsolute = 1e-303;

    /// <summary>From 0 to 1.</summary>
    public static Interval Unit => new(0, 1);

    /// <summary>The range of the finite numbers among these, or null where there is none.</summary>
    /// <param name="values">Any numbers.</param>
    public static Interval? Of(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }
        return low <= high ? new Interval(low, high) : null;
    }

    /// <summary>
    /// The range that shows what matters of a rising curve: where the lowest tenth of the values lies far below the rest, the range
    /// starts twice the spread of the rest below its top.
    /// </summary>
    /// <param name="values">Any numbers; only finite ones count.</param>
    /// <returns>The range, or null where no number is finite.</returns>
    public static Interval? FocusOnTop(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
        {
            return null;
        }
        double high = sorted[^1], body = high - sorted[sorted.Length / 10];
        return high - sorted[0] > 3 * body && body > 0 ? new Interval(high - 2 * body, high) : new Interval(sorted[0], high);
    }

    /// <summary>The smallest range that holds both.</summary>
    /// <param name="other">Another range.</param>
    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The part of this range that lies within another; the other where they do not meet.</summary>
    /// <param name="other">Another range.</param>
    public Interval Within(Interval other)
    {
        double low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return low <= high ? new Interval(low, high) : other;
    }

    /// <summary>The range with a share of its length added at both ends.</summary>
    /// <param name="share">A share such as 0.05.</param>
    public Interval Padded(double share)
    {
        double length = High - Low;
        return double.IsFinite(length) ? Bounded(Low - share * length, High + share * length) : this;
    }

    /// <summary>Whether a number lies in the range, its ends included.</summary>
    /// <param name="value">Any number.</param>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The range wide enough to draw: one without length (up to rounding) is widened about its value.</summary>
    public Interval Drawable()
    {
        double magnitude = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (High - Low > Math.Max(NarrowestAbsolute, NarrowestRelative * magnitude))
        {
            return this;
        }
        double room = 0.1 * magnitude > NarrowestAbsolute ? 0.1 * magnitude : 1;
        return Bounded(Low - room, High + room);
    }

    private static Interval Bounded(double low, double high) => new(Math.Max(low, double.MinValue), Math.Min(high, double.MaxValue));
}
