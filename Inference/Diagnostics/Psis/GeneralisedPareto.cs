// Density on x > 0:  f(x) = (1/s) (1 + k x / s)^(-1/k - 1),   quantile  Q(p) = s ((1 - p)^-k - 1) / k   (k = 0: exponential)
// Fit to x_1 <= .. <= x_n (Zhang and Stephens, "A new and efficient estimation method for the generalized Pareto distribution", 2009):
//   with b = -k / s, the likelihood's profile is  l(b) = n (log(-b / k(b)) - k(b) - 1),   k(b) = mean_i log(1 - b x_i)
//   b_j = 1 / x_n + (1 - sqrt(m / (j - 1/2))) / (3 x_[n/4 + 1/2]),   j = 1 .. m,   m = 30 + floor(sqrt n)
//   b = sum_j b_j w_j,   w_j = exp l(b_j) / sum_i exp l(b_i),   k = k(b),   s = -k / b
// A prior worth ten observations at k = 1/2 then steadies the shape (Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed
// importance sampling", 2024, appendix):   k := (n k + 10 / 2) / (n + 10).

using MathNet.Numerics;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A generalised Pareto distribution of excesses over a threshold.</summary>
/// <param name="Shape">The shape k: moments of order 1/k and above do not exist; below zero the support is bounded.</param>
/// <param name="Scale">The scale s, positive.</param>
public readonly record struct GeneralisedPareto(double Shape, double Scale)
{
    private const double PriorCount = 10, PriorShape = 0.5;

    /// <summary>The fewest excesses that a fit can be made of.</summary>
    public const int FewestExcesses = 5;

    /// <summary>The value that an excess stays below with the given probability.</summary>
    /// <param name="probability">A probability from 0 to below 1.</param>
    public double Quantile(double probability)
    {
        double exponent = -SpecialFunctions.Log1p(-probability);
        return Shape == 0 ? Scale * exponent : Scale * SpecialFunctions.Expm1(Shape * exponent) / Shape;
    }

    /// <summary>Fits shape and scale to excesses; the shape is drawn towards one half by a prior worth ten excesses. It is infinite where the
    /// largest excess is too many times the first quartile for the fit to be a number.</summary>
    /// <param name="excesses">Excesses in ascending order, at least <see cref="FewestExcesses"/>, each positive and finite.</param>
    /// <exception cref="ShapeException">There are too few excesses.</exception>
    /// <exception cref="NumericalException">An excess is not positive and finite.</exception>
    public static GeneralisedPareto Fit(ReadOnlySpan<double> excesses)
    {
        if (excesses.Length < FewestExcesses)
        {
            throw new ShapeException(new Problem(
                "too few excesses to fit a tail", "GeneralisedPareto.Fit", $"{excesses.Length}", $"at least {FewestExcesses}"));
        }
        foreach (double x in excesses)
        {
            if (!(x > 0 && double.IsFinite(x)))
            {
                throw new NumericalException(new Problem(
                    "not an excess over a threshold", "GeneralisedPareto.Fit", x.ToString("R", null), "a positive number"));
            }
        }
        int count = excesses.Length;
        double unit = excesses[^1];
        double[] values = [.. excesses.ToArray().Select(x => x / unit)];
        int candidates = 30 + (int)Math.Sqrt(count);
        double quartile = values[(int)(count / 4.0 + 0.5) - 1];
        var slopes = new double[candidates];
        var logs = new double[candidates];
        for (int j = 0; j < candidates; j++)
        {
            slopes[j] = 1 + (1 - Math.Sqrt(candidates / (j + 0.5))) / (3 * quartile);
            double shape = ShapeAt(slopes[j], values);
            logs[j] = count * (Math.Log(InverseScale(slopes[j], shape, values)) - shape - 1);
        }
        double evidence = LogMean.SumExp(logs), slope = 0;
        for (int j = 0; j < candidates; j++)
        {
            slope += slopes[j] * Math.Exp(logs[j] - evidence);
        }
        double fitted = ShapeAt(slope, values), scale = unit / InverseScale(slope, fitted, values);
        return double.IsFinite(fitted) && double.IsFinite(scale) && scale > 0
            ? new GeneralisedPareto((count * fitted + PriorCount * PriorShape) / (count + PriorCount), scale)
            : new GeneralisedPareto(double.PositiveInfinity, unit);
    }

    private static double ShapeAt(double slope, double[] values) => values.Average(x => SpecialFunctions.Log1p(-slope * x));

    /// <summary>-b / k, which at b = 0 is one over the mean.</summary>
    private static double InverseScale(double slope, double shape, double[] values) =>
        slope == 0 ? 1 / values.Average() : -slope / shape;
}
