// Squared exponential:  k(x, x') = exp(-r^2 / (2 l^2)),   r = |x - x'|.
// Periodic:             k(x, x') = exp(-2 sin^2(pi r / p) / l^2).

namespace ProbBnn.Data;

/// <summary>A covariance function of unit variance that synthetic functions are drawn from.</summary>
public abstract record Kernel
{
    private Kernel()
    {
    }

    /// <summary>Smooth functions: exp(-r^2 / (2 l^2)).</summary>
    /// <param name="LengthScale">Length scale l, above 0, in units of the input.</param>
    public sealed record SquaredExponential(double LengthScale) : Kernel;

    /// <summary>Periodic functions: exp(-2 sin^2(pi r / p) / l^2).</summary>
    /// <param name="LengthScale">Length scale l, above 0, without unit.</param>
    /// <param name="Period">Period p, above 0, in units of the input.</param>
    public sealed record Periodic(double LengthScale, double Period) : Kernel;

    /// <summary>The covariance of the function at two points.</summary>
    /// <param name="distance">Euclidean distance r of the points.</param>
    public double At(double distance) => this switch
    {
        SquaredExponential k => Math.Exp(-distance * distance / (2 * k.LengthScale * k.LengthScale)),
        Periodic k => Math.Exp(-2 * Math.Pow(Math.Sin(Math.PI * distance / k.Period) / k.LengthScale, 2)),
        _ => throw new InvalidOperationException("unknown kernel"),
    };

    /// <summary>Whether all parameters are positive and finite.</summary>
    public bool IsValid => this switch
    {
        SquaredExponential k => IsPositive(k.LengthScale),
        Periodic k => IsPositive(k.LengthScale) && IsPositive(k.Period),
        _ => throw new InvalidOperationException("unknown kernel"),
    };

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);
}
