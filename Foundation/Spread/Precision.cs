namespace ProbBnn.Foundation;

/// <summary>A precision, one over a variance.</summary>
public readonly record struct Precision
{
    private Precision(double value) => Value = value;

    /// <summary>The number itself, positive and finite.</summary>
    public double Value { get; }

    /// <summary>A precision.</summary>
    /// <param name="value">A positive, finite number.</param>
    /// <exception cref="OptionException">The value is not positive and finite.</exception>
    public static Precision Of(double value) => value > 0 && double.IsFinite(value)
        ? new Precision(value)
        : throw new OptionException(new Problem("not a precision", "Precision.Of", value.ToString("R", null), "a positive, finite number"));

    /// <summary>One over this precision.</summary>
    public Variance ToVariance() => Variance.Of(1 / Value);

    /// <summary>One over the square root of this precision.</summary>
    public StdDev ToStdDev() => StdDev.Of(1 / Math.Sqrt(Value));
}
