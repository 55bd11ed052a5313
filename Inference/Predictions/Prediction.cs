// Given S weight samples with function means f_s and, where the last layer is integrated out, variances v_s:
//   Gaussian:   y is the equal mixture of Normal(f_s, v_s + sigma^2);  epistemic variance = var_s f_s + mean_s v_s;
//               aleatoric variance = sigma^2
//   Bernoulli:  y is 1 with probability mean_s p_s, p_s = 1 / (1 + exp(-f_s));  epistemic = var_s p_s;  aleatoric = mean_s p_s (1 - p_s)
// The two parts add up to the variance of y.
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Predictive distributions of every output at several points, in the data's own units. A closed union by likelihood.</summary>
public abstract partial class Prediction
{
    private Prediction(int points, int outputs, int samples)
    {
        Points = points;
        Outputs = outputs;
        Samples = samples;
    }

    /// <summary>Number of points.</summary>
    public int Points { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Number of weight samples.</summary>
    public int Samples { get; }

    /// <summary>The predictive mean of an output at a point.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    public abstract double Mean(int point, int output = 0);

    /// <summary>The part of the variance that more context can take away.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    public abstract double EpistemicVariance(int point, int output = 0);

    /// <summary>The part of the variance that is observation noise.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    public abstract double AleatoricVariance(int point, int output = 0);

    /// <summary>A quantile of an output at a point, noise included (of the probability of 1 for a Bernoulli likelihood).</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    public abstract double Quantile(int point, int output, double probability);

    /// <summary>The same without observation noise: of the function itself.</summary>
    public abstract Prediction Latent();

    /// <summary>The scores of observed values of one output.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    /// <param name="observed">Observed values in the data's units [points].</param>
    /// <param name="jointLogDensity">Their joint log density in the data's units, where points are dependent given a sample; null where
    /// not.</param>
    public abstract TaskScore Score(string task, int output, ReadOnlySpan<double> observed, double? jointLogDensity = null);

    /// <summary>The standard deviation of an output at a point, noise included.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    /// <param name="output">An output from 0 to Outputs - 1.</param>
    public double StandardDeviation(int point, int output = 0) =>
        Math.Sqrt(EpistemicVariance(point, output) + AleatoricVariance(point, output));

    private protected int At(int point, int output)
    {
        if ((uint)point >= (uint)Points || (uint)output >= (uint)Outputs)
        {
            throw new ArgumentOutOfRangeException(nameof(point),
                $"Point {point}, output {output} of {Points} points and {Outputs} outputs.");
        }
        return (output * Points + point) * Samples;
    }

    private protected static double[] RequireFinite(double[] values, string quantity)
    {
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        return bad < 0 ? values : throw new NumericalException(new Problem(
            "a quantity is not finite", quantity, $"{values[bad]}", "finite numbers",
                "check the inputs for extreme values, or use double precision"));
    }
}
