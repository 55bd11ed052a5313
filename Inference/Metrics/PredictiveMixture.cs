using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// A view of the predictive distributions of one output at several points: at each point an equally weighted mixture of Gaussians, where
/// component s at every point belongs to the same weight sample s.
/// </summary>
public sealed class PredictiveMixture
{
    private readonly ReadOnlyMemory<double> means;
    private readonly ReadOnlyMemory<double> deviations;

    /// <summary>A view of component means and standard deviations, which are not copied.</summary>
    /// <param name="points">Number of points; may be 0.</param>
    /// <param name="samples">Number of components of a point, at least 1.</param>
    /// <param name="means">Component means, row-major [points, samples].</param>
    /// <param name="standardDeviations">Component standard deviations, noise included, [points, samples], or a single one for all.</param>
    /// <exception cref="ShapeException">The lengths do not fit together.</exception>
    public PredictiveMixture(int points, int samples, ReadOnlyMemory<double> means, ReadOnlyMemory<double> standardDeviations)
    {
        if (points < 0 || samples < 1 || means.Length != points * samples
            || (standardDeviations.Length != means.Length && standardDeviations.Length != 1))
        {
            throw new ShapeException(new Problem(
                "means and standard deviations do not fit together", "PredictiveMixture",
                $"{means.Length} means and {standardDeviations.Length} standard deviations",
                $"[{points}, {samples}] means, and as many standard deviations or a single one"));
        }
        Points = points;
        Samples = samples;
        this.means = means;
        deviations = standardDeviations;
    }

    /// <summary>Number of points.</summary>
    public int Points { get; }

    /// <summary>Number of components of a point.</summary>
    public int Samples { get; }

    /// <summary>The predictive distribution at a point.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    /// <exception cref="NumericalException">A number there is not finite, or a standard deviation is negative.</exception>
    public GaussianMixture At(int point) => new(
        means.Span.Slice(point * Samples, Samples),
        deviations.Length == 1 ? deviations.Span : deviations.Span.Slice(point * Samples, Samples));

    /// <summary>
    /// The joint log density of values at all points, log (1/S) sum_s prod_n N(y_n; m_ns, s_ns^2), in nats: right where the outputs at
    /// different points are independent given the weight sample. Zero for no points.
    /// </summary>
    /// <param name="targets">Values of the output [points].</param>
    /// <exception cref="ShapeException">There are not as many values as points.</exception>
    public double JointLogDensity(ReadOnlySpan<double> targets)
    {
        RequireTargets(targets);
        var logs = new double[Samples];
        for (int n = 0; n < Points; n++)
        {
            var mixture = At(n);
            for (int s = 0; s < Samples; s++)
            {
                logs[s] += mixture.ComponentLogDensity(s, targets[n]);
            }
        }
        return LogMean.MeanExp(logs);
    }

    internal void RequireTargets(ReadOnlySpan<double> targets)
    {
        if (targets.Length != Points)
        {
            throw new ShapeException(new Problem(
                "targets and predictions do not fit together", "targets", $"{targets.Length} values", $"{Points} values, one a point"));
        }
    }
}
