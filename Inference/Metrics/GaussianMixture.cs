// An equally weighted mixture of S Gaussians N(m_i, s_i^2); phi, Phi are the standard normal density and distribution function.
//   density   f(y) = (1/S) sum_i phi((y - m_i) / s_i) / s_i              distribution   F(y) = (1/S) sum_i Phi((y - m_i) / s_i)
//   mean      m = (1/S) sum_i m_i        epistemic  (1/S) sum_i (m_i - m)^2        aleatoric  (1/S) sum_i s_i^2
//   CRPS(y) = (1/S) sum_i A(y - m_i, s_i) - 1/(2 S^2) sum_ij A(m_i - m_j, sqrt(s_i^2 + s_j^2)),   A(m, s) = E|N(m, s^2)|
// (Grimit, Gneiting, Berrocal and Johnson, "The continuous ranked probability score for circular variables and its application to
// mesoscale forecast ensemble verification", 2006, equation 5).

using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// A view of one predictive distribution: an equally weighted mixture of Gaussians, one component per weight sample, observation noise
/// included. Standard deviations may be zero (samples of the function itself); such a mixture has no density, all else is defined.
/// </summary>
public readonly ref struct GaussianMixture
{
    private readonly ReadOnlySpan<double> means;
    private readonly ReadOnlySpan<double> deviations;

    /// <summary>A view of component means and standard deviations, which are not copied.</summary>
    /// <param name="means">Component means [samples], at least one, finite.</param>
    /// <param name="standardDeviations">Component standard deviations [samples], or one that all share; finite, not negative.</param>
    /// <exception cref="ShapeException">There is no component, or the lengths do not fit together.</exception>
    /// <exception cref="NumericalException">A mean or standard deviation is not finite, or a standard deviation is negative.</exception>
    public GaussianMixture(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations)
    {
        if (means.Length == 0 || (standardDeviations.Length != means.Length && standardDeviations.Length != 1))
        {
            throw new ShapeException(new Problem(
                "means and standard deviations do not fit together", "GaussianMixture",
                $"{means.Length} means and {standardDeviations.Length} standard deviations",
                "at least one mean, and as many standard deviations or a single one"));
        }
        Finite.Require(means, "predictive mean");
        foreach (double s in standardDeviations)
        {
            if (!(s >= 0 && double.IsFinite(s)))
            {
                throw new NumericalException(new Problem(
                    "not a standard deviation", "predictive standard deviation", s.ToString("R", null), "a finite number, not negative"));
            }
        }
        this.means = means;
        deviations = standardDeviations;
    }

    /// <summary>Number of components, S.</summary>
    public int Components => means.Length;

    /// <summary>The mean, in the units of the output.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (double m in means)
            {
                sum += m;
            }
            return sum / means.Length;
        }
    }

    /// <summary>The variance of the component means: what more data could remove. Squared units of the output.</summary>
    public double EpistemicVariance
    {
        get
        {
            double mean = Mean, sum = 0;
            foreach (double m in means)
            {
                sum += (m - mean) * (m - mean);
            }
            return sum / means.Length;
        }
    }

    /// <summary>The mean of the component variances: the noise that stays. Squared units of the output.</summary>
    public double AleatoricVariance
    {
        get
        {
            double sum = 0;
            foreach (double s in deviations)
            {
                sum += s * s;
            }
            return sum / deviations.Length;
        }
    }

    /// <summary>The variance: the sum of <see cref="EpistemicVariance"/> and <see cref="AleatoricVariance"/>.</summary>
    public double Variance => EpistemicVariance + AleatoricVariance;

    /// <summary>The standard deviation, in the units of the output.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The log density, in nats; the log of the mean is taken without underflow.</summary>
    /// <param name="value">A value of the output.</param>
    /// <exception cref="NumericalException">A component has standard deviation zero, so there is no density.</exception>
    public double LogDensity(double value)
    {
        Span<double> logs = means.Length <= 512 ? stackalloc double[means.Length] : new double[means.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = ComponentLogDensity(i, value);
        }
        return LogMean.MeanExp(logs);
    }

    /// <summary>The log density of one component, in nats.</summary>
    /// <param name="component">A component from 0 to Components - 1.</param>
    /// <param name="value">A value of the output.</param>
    /// <exception cref="NumericalException">The component has standard deviation zero, so there is no density.</exception>
    public double ComponentLogDensity(int component, double value)
    {
        double s = Deviation(component);
        if (s == 0)
        {
            throw new NumericalException(new Problem(
                "a component has no density", "predictive standard deviation", "0", "a positive number",
                "score the predictive distribution with its observation noise, not samples of the function alone"));
        }
        double z = (value - means[component]) / s;
        return -0.5 * z * z - Math.Log(s) - Constants.LogSqrt2Pi;
    }

    /// <summary>The probability of values not above the given one, which is also the probability integral transform (PIT) of it.</summary>
    /// <param name="value">A value of the output.</param>
    public double Cdf(double value)
    {
        double sum = 0;
        for (int i = 0; i < means.Length; i++)
        {
            sum += Below(value - means[i], Deviation(i));
        }
        return sum / means.Length;
    }

    /// <summary>
    /// The value that the output stays below with the given probability; found by bisection made fast by Newton steps, to 1e-10 of the
    /// smallest component's standard deviation or to rounding. Where the distribution function is flat (between widely separated
    /// components) any point of the flat stretch may come back.
    /// </summary>
    /// <param name="probability">A probability between 0 and 1, both excluded.</param>
    /// <exception cref="OptionException">The probability is not between 0 and 1.</exception>
    public double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new OptionException(new Problem(
                "not the probability of a quantile", "probability", probability.ToString("R", null), "a number above 0 and below 1"));
        }
        double z = Normal.InvCDF(0, 1, probability);
        double low = double.PositiveInfinity, high = double.NegativeInfinity, narrowest = double.PositiveInfinity;
        for (int i = 0; i < means.Length; i++)
        {
            double s = Deviation(i);
            low = Math.Min(low, means[i] + s * z);
            high = Math.Max(high, means[i] + s * z);
            narrowest = s > 0 ? Math.Min(narrowest, s) : narrowest;
        }
        double largest = Math.Max(Math.Abs(low), Math.Abs(high));
        double tolerance = 4 * (Math.BitIncrement(largest) - largest) + (double.IsFinite(narrowest) ? 1e-10 * narrowest : 0);
        return RootBetween(probability, low, high, Math.Clamp(Mean + StandardDeviation * z, low, high), tolerance);
    }

    /// <summary>The continuous ranked probability score of an observed value: lower is better, in the units of the output.</summary>
    /// <param name="value">The observed value.</param>
    public double Crps(double value)
    {
        int count = means.Length;
        double near = 0, diagonal = 0, pairs = 0;
        for (int i = 0; i < count; i++)
        {
            near += AbsoluteMoment.Of(value - means[i], Deviation(i));
            diagonal += AbsoluteMoment.Of(0, Constants.Sqrt2 * Deviation(i));
            pairs += deviations.Length == 1
                ? AbsoluteMoment.Sum(means[i], means[(i + 1)..], Constants.Sqrt2 * deviations[0])
                : Pairs(i);
        }
        return near / count - (0.5 * diagonal + pairs) / ((double)count * count);
    }

    private double Pairs(int i)
    {
        double variance = deviations[i] * deviations[i], mean = means[i], sum = 0;
        for (int j = i + 1; j < means.Length; j++)
        {
            sum += AbsoluteMoment.Of(mean - means[j], Math.Sqrt(variance + deviations[j] * deviations[j]));
        }
        return sum;
    }

    private double RootBetween(double probability, double low, double high, double start, double tolerance)
    {
        double x = start, lastStep = high - low;
        while (high - low > tolerance)
        {
            double excess = Excess(x, probability, out double density);
            if (excess == 0)
            {
                return x;
            }
            (low, high) = excess < 0 ? (x, high) : (low, x);
            double newton = x - excess / density;
            bool take = newton > low && newton < high && Math.Abs(newton - x) < 0.5 * lastStep;
            double next = take ? newton : low + 0.5 * (high - low);
            lastStep = Math.Abs(next - x);
            x = next;
            if (take && lastStep <= tolerance)
            {
                return x;
            }
        }
        return low + 0.5 * (high - low);
    }

    /// <summary>F(x) - p, computed from the upper tail for p above one half, and the density at x (zero for zero widths).</summary>
    private double Excess(double x, double probability, out double density)
    {
        bool upper = probability > 0.5;
        double sum = 0, densities = 0;
        for (int i = 0; i < means.Length; i++)
        {
            double s = Deviation(i), distance = x - means[i];
            sum += upper ? Above(distance, s) : Below(distance, s);
            densities += s > 0 ? Math.Exp(-0.5 * (distance / s) * (distance / s)) / s : 0;
        }
        density = densities / (Constants.Sqrt2Pi * means.Length);
        return upper ? (1 - probability) - sum / means.Length : sum / means.Length - probability;
    }

    private double Deviation(int component) => deviations[deviations.Length == 1 ? 0 : component];

    private static double Below(double distance, double s) =>
        s > 0 ? 0.5 * SpecialFunctions.Erfc(-distance / (Constants.Sqrt2 * s)) : distance >= 0 ? 1 : 0;

    private static double Above(double distance, double s) =>
        s > 0 ? 0.5 * SpecialFunctions.Erfc(distance / (Constants.Sqrt2 * s)) : distance >= 0 ? 0 : 1;
}
