namespace ProbBnn.Foundation;

/// <summary>A standard deviation, in the units of the quantity.</summary>
public readonly record struct StdDev
{
    private StdDev(double value) => Value = value;

    /// <summary>The number itself, positive and finite.</summary>
    public double Value { get; }

    /// <summary>A standard deviation.</summary>
    /// <param name="value">A positive, finite number.</param>
    /// <exception cref="OptionException">The value is not positive and finite.</exception>
    public static StdDev Of(double value) => value > 0 && double.IsFinite(value)
        ? new StdDev(value)
        : throw new OptionException(new Problem("not a standard deviation", "StdDev.Of", value.ToString("R", null), "a positive, finite number"));

    /// <summary>The square of this standard deviation.</summary>
    public Variance ToVariance() => Variance.Of(Value * Value);

    /// <summary>One over the square of this standard deviation.</summary>
    public Precision ToPrecision() => Precision.Of(1 / (Value * Value));
}
