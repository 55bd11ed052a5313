namespace ProbBnn.Foundation;

/// <summary>A variance, in the squared units of the quantity.</summary>
public readonly record struct Variance
{
    private Variance(double value) => Value = value;

    /// <summary>The number itself, positive and finite.</summary>
    public double Value { get; }

    /// <summary>A variance.</summary>
    /// <param name="value">A positive, finite number.</param>
    /// <exception cref="OptionException">The value is not positive and finite.</exception>
    public static Variance Of(double value) => value > 0 && double.IsFinite(value)
        ? new Variance(value)
        : throw new OptionException(new Problem("not a variance", "Variance.Of", value.ToString("R", null), "a positive, finite number"));

    /// <summary>The square root of this variance.</summary>
    public StdDev ToStdDev() => StdDev.Of(Math.Sqrt(Value));

    /// <summary>One over this variance.</summary>
    public Precision ToPrecision() => Precision.Of(1 / Value);
}
