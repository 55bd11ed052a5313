using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The log density of context points under a sampled posterior, a sum over points.</summary>
public static class ContextScore
{
    /// <summary>log p(y | f_s) of some points, or its expectation over the last layer where that is integrated out.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="points">The points.</param>
    /// <param name="weights">Sampled weights of every layer [tasks, samples, units, fanIn].</param>
    /// <param name="last">The last layer's posterior.</param>
    /// <returns>[tasks, samples].</returns>
    public static Expr Of(LoweredModel lowered, PointBatch points, ImmutableArray<Expr> weights, LastLayerPosterior last)
    {
        if (lowered.Model.PseudoLikelihood!.LastLayer.Weights == LastLayerWeights.IntegratedOut)
        {
            var (_, features) = FunctionPass.Into(lowered.Model, points.Inputs, weights[..^1]);
            return last.ExpectedLogDensity(features, points.Outputs, points.Mask, lowered.Likelihood.LogStdDev!);
        }
        var function = FunctionPass.Run(lowered.Model, points.Inputs, weights);
        return lowered.Likelihood.LogDensity(function.Outputs, points.Outputs, points.Mask);
    }
}
