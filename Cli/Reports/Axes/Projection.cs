namespace ProbBnn.Cli.Reports;

/// <summary>Places numbers along an axis.</summary>
/// <param name="Scale">How numbers are laid out.</param>
/// <param name="Range">The range shown, drawable, and positive where the scale is logarithmic.</param>
/// <param name="From">The pixel of the lower end.</param>
/// <param name="To">The pixel of the upper end.</param>
public readonly record struct Projection(AxisScale Scale, Interval Range, double From, double To)
{
    private const double Beyond = 4;

    /// <summary>Whether a number has a place: it is finite, and positive on a logarithmic axis.</summary>
    /// <param name="value">Any number.</param>
    public bool Places(double value) => double.IsFinite(value) && (Scale == AxisScale.Linear || value > 0);

    /// <summary>Whether a number has a place inside the range shown.</summary>
    /// <param name="value">Any number.</param>
    public bool Shows(double value) => Places(value) && Range.Contains(value);

    /// <summary>The pixel of a number; numbers far outside the range stand four lengths of the axis outside it.</summary>
    /// <param name="value">A number that has a place.</param>
    public double Of(double value)
    {
        double share = Scale == AxisScale.Linear
            ? Share(value, Range.Low, Range.High)
            : Share(Math.Log(value), Math.Log(Range.Low), Math.Log(Range.High));
        return From + Math.Clamp(share, -Beyond, 1 + Beyond) * (To - From);
    }

    private static double Share(double value, double low, double high)
    {
        double length = high - low;
        return double.IsFinite(length) ? (value - low) / length : (value / 2 - low / 2) / (high / 2 - low / 2);
    }
}
