namespace ProbBnn.Cli.Reports;

/// <summary>Which number of a table column is best; a closed union.</summary>
public abstract record Preference
{
    private Preference()
    {
    }

    /// <summary>Nothing is marked.</summary>
    public sealed record None : Preference;

    /// <summary>The highest is best.</summary>
    public sealed record Highest : Preference;

    /// <summary>The lowest is best.</summary>
    public sealed record Lowest : Preference;

    /// <summary>The nearest to a value is best.</summary>
    /// <param name="Target">The value.</param>
    public sealed record Nearest(double Target) : Preference;

    /// <summary>How bad a number is: the least is best, null where nothing is marked or the number is not finite.</summary>
    /// <param name="value">The number.</param>
    public double? Cost(double value) => !double.IsFinite(value) ? null : this switch
    {
        None => null,
        Highest => -value,
        Lowest => value,
        Nearest nearest => Math.Abs(value - nearest.Target),
        _ => throw new InvalidOperationException("unknown preference"),
    };
}
