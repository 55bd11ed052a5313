// Context x, y (n points), query points q (m points), prior mean function m0, covariance k, noise variance t^2:
//   k(x, x) + t^2 I = L L',   r = L^-1 (y - m0(x)),   V' = L^-1 k(x, q)
//   mean        m0(q) + V r                    latent variance   k(q_i, q_i) - |V_i|^2   (never negative; rounding below 0 counts as 0)
//   joint       N(y_q; mean, k(q, q) + t^2 I - V V')
// (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, equations 2.25 and 2.26, algorithm 2.1.)

using System.Numerics.Tensors;
using MathNet.Numerics;

namespace ProbBnn.Inference;

/// <summary>A Gaussian distribution over functions given the values of one output at context points; exact.</summary>
internal sealed class ConditionedField
{
    private readonly GaussianField prior;
    private readonly double[] contextInputs;
    private readonly CholeskyFactor factor;
    private readonly double[] residuals;

    /// <summary>Conditions a prior.</summary>
    /// <param name="prior">The prior.</param>
    /// <param name="inputs">Context inputs, row-major [points, inputs]; no points leave the prior.</param>
    /// <param name="outputs">Context values of the output [points].</param>
    public ConditionedField(GaussianField prior, double[] inputs, ReadOnlySpan<double> outputs)
    {
        this.prior = prior;
        contextInputs = inputs;
        factor = WithNoise(prior.Covariance(inputs, inputs), outputs.Length, "covariance of the context");
        residuals = prior.Mean(inputs);
        TensorPrimitives.Subtract(outputs, residuals, residuals);
        factor.SolveLower(residuals);
    }

    /// <summary>Means and variances of the function at query points.</summary>
    /// <param name="inputs">Query inputs, row-major [points, inputs].</param>
    /// <returns>Means [points], latent variances [points], and the variance of the noise that an observation adds.</returns>
    public (double[] Means, double[] LatentVariances, double NoiseVariance) Predict(ReadOnlySpan<double> inputs)
    {
        var means = prior.Mean(inputs);
        var variances = prior.Variance(inputs);
        var weights = Weights(inputs);
        for (int i = 0; i < means.Length; i++)
        {
            var row = weights.AsSpan(i * factor.Size, factor.Size);
            means[i] += Rows.Dot(row, residuals);
            variances[i] = Math.Max(0, variances[i] - Rows.SumOfSquares(row));
        }
        return (means, variances, prior.NoiseVariance);
    }

    /// <summary>The joint log density of observations, in nats; zero for no points.</summary>
    /// <param name="inputs">Their inputs, row-major [points, inputs].</param>
    /// <param name="outputs">Their values [points].</param>
    public double JointLogDensity(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs)
    {
        int m = outputs.Length, n = factor.Size;
        var weights = Weights(inputs);
        var covariance = prior.Covariance(inputs, inputs);
        var errors = prior.Mean(inputs);
        for (int i = 0; i < m; i++)
        {
            var row = weights.AsSpan(i * n, n);
            errors[i] = outputs[i] - errors[i] - Rows.Dot(row, residuals);
            for (int j = 0; j <= i; j++)
            {
                covariance[i * m + j] -= Rows.Dot(row, weights.AsSpan(j * n, n));
            }
        }
        var joint = WithNoise(covariance, m, "covariance of the targets given the context");
        joint.SolveLower(errors);
        return -0.5 * (joint.LogDeterminant + Rows.SumOfSquares(errors)) - m * Constants.LogSqrt2Pi;
    }

    private double[] Weights(ReadOnlySpan<double> inputs)
    {
        var weights = prior.Covariance(inputs, contextInputs);
        for (int i = 0; i < inputs.Length / prior.InputDimension; i++)
        {
            factor.SolveLower(weights.AsSpan(i * factor.Size, factor.Size));
        }
        return weights;
    }

    private CholeskyFactor WithNoise(double[] covariance, int size, string quantity)
    {
        for (int i = 0; i < size; i++)
        {
            covariance[i * size + i] += prior.NoiseVariance;
        }
        return CholeskyFactor.Of(covariance, size, quantity);
    }
}
