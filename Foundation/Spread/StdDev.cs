namespace ProbBnn.Foundation;

/// <summary>A standard deviation, in the units of the quantity.</summary>
public readonly record struct StdDev
{
    private StdDev(double value) => Value = value;

    /// <summary>The number itself, positive and finite.</summary>
    public double Value { get; }

    /// <summary>A standard deviation.</summary>
    /// <param name="value">A positive, finite number whose square is one too, neither infinite nor subnormal.</param>
    /// <exception cref="OptionException">The value is none.</exception>
    public static StdDev Of(double value) => value > 0 && double.IsNormal(value * value)
        ? new StdDev(value)
        : throw new OptionException(new Problem("not a standard deviation", "StdDev.Of", value.ToString("R", null), "a positive number from about 1e-153 to 1e153"));

    /// <summary>The square of this standard deviation.</summary>
    public Variance ToVariance() => Variance.Of(Value * Value);

    /// <summary>One over the square of this standard deviation.</summary>
    public Precision ToPrecision() => Precision.Of(1 / (Value * Value));
}
