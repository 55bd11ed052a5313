// Gaussian:   log p = -1/2 ((y - f) / sigma)^2 - log sigma - 1/2 log 2 pi
// Bernoulli:  log p = y f - log(1 + exp f), y in [0, 1]
using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Log densities of observations given function values.</summary>
public sealed class LikelihoodTerms
{
    private LikelihoodTerms(Expr? logStdDev) => LogStdDev = logStdDev;

    /// <summary>The log noise standard deviations in scaled units, [outputs] unless they differ between samples; null for a Bernoulli
    /// likelihood.</summary>
    public Expr? LogStdDev { get; }

    /// <summary>The likelihood of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputScales">The scale of each output: what one scaled unit is in the data's units.</param>
    /// <param name="parameters">A parameter's expression by name.</param>
    public static LikelihoodTerms Of(BnnModel model, ReadOnlySpan<double> outputScales, Func<string, Expr> parameters) =>
        model.Likelihood switch
        {
            Likelihood.Gaussian gaussian => new(NoiseStdDev.LogStdDev(gaussian, outputScales, parameters)),
            Likelihood.Bernoulli => new(null),
            _ => throw new InvalidOperationException($"{model.Likelihood} is not a likelihood."),
        };

    /// <summary>A likelihood of known noise.</summary>
    /// <param name="logStdDev">Log noise standard deviations in scaled units, broadcasting to [tasks, samples, points, outputs]; null for a
    /// Bernoulli likelihood.</param>
    public static LikelihoodTerms WithLogNoise(Expr? logStdDev) => new(logStdDev);

    /// <summary>log p(y | f), summed over outputs and over the points that the mask keeps.</summary>
    /// <param name="f">Function values [tasks, samples, points, outputs].</param>
    /// <param name="y">Observations [tasks, points, outputs], scaled.</param>
    /// <param name="mask">1 at points that count [tasks, points].</param>
    /// <returns>[tasks, samples].</returns>
    public Expr LogDensity(Expr f, Expr y, Expr mask) => LogDensityPerOutput(f, y, mask).Sum(^1);

    /// <summary>log p(y | f), summed over the points that the mask keeps.</summary>
    /// <param name="f">Function values [tasks, samples, points, outputs].</param>
    /// <param name="y">Observations [tasks, points, outputs], scaled.</param>
    /// <param name="mask">1 at points that count [tasks, points].</param>
    /// <returns>[tasks, samples, outputs].</returns>
    public Expr LogDensityPerOutput(Expr f, Expr y, Expr mask) => Each(f, y, mask).Sum(2);

    /// <summary>log p(y | f), summed over outputs; 0 at points that the mask drops.</summary>
    /// <param name="f">Function values [tasks, samples, points, outputs].</param>
    /// <param name="y">Observations [tasks, points, outputs], scaled.</param>
    /// <param name="mask">1 at points that count [tasks, points].</param>
    /// <returns>[tasks, samples, points].</returns>
    public Expr LogDensityPerPoint(Expr f, Expr y, Expr mask) => Each(f, y, mask).Sum(^1);

    private Expr Each(Expr f, Expr y, Expr mask)
    {
        var (tasks, points, outputs) = (y.Shape[0], y.Shape[1], y.Shape[2]);
        var observed = y.Reshape([tasks, 1, points, outputs]);
        var perOutput = LogStdDev is { } logStdDev
            ? ((observed - f) * (-logStdDev).Exp()).Square() * -0.5 - logStdDev - 0.5 * Math.Log(2 * Math.PI)
            : observed * f - f.Softplus();
        return perOutput * mask.Reshape([tasks, 1, points, 1]);
    }
}
