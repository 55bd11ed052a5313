using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>
/// The ingredients of every objective, for a batch of tasks split into context C and target T; all [tasks, samples], sums over points,
/// where not said otherwise. Where the last layer is integrated out, expectations over its weights are exact, and predictive densities
/// have its weights integrated.
/// </summary>
/// <param name="ContextLogDensity">log p(y_C | f_s), or its expectation over the last layer.</param>
/// <param name="FreshTargetLogDensity">The same of the targets that are not context points too.</param>
/// <param name="TargetLogDensity">The same of all targets.</param>
/// <param name="TargetPredictive">joint log density of the targets under sample s, to be averaged on the scale of densities.</param>
/// <param name="AllPredictive">The same of context and fresh targets together.</param>
/// <param name="PredictiveByPoint">log density of each point of both by itself under sample s, [tasks, samples, points]; 0 where there is
/// no point.</param>
/// <param name="Divergence">The KL divergence of all layers from their priors.</param>
/// <param name="DivergenceFromKnown">The KL divergence of all layers from their posteriors given the known context points alone; 0 where
/// all are known.</param>
public sealed record TaskTerms(
    Expr ContextLogDensity, Expr FreshTargetLogDensity, Expr TargetLogDensity, Expr TargetPredictive, Expr AllPredictive,
    Expr PredictiveByPoint, Expr Divergence, Expr DivergenceFromKnown)
{
    /// <summary>The terms of a batch.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="context">Context points.</param>
    /// <param name="target">Target points; those that are context points too come last.</param>
    /// <param name="freshCounts">Number of targets that are not context points too [tasks].</param>
    /// <param name="samples">Number of weight samples.</param>
    /// <param name="knownCounts">Number of context points, the first ones, that are known before the targets [tasks]; null for all.</param>
    public static TaskTerms Of(
        LoweredModel lowered, PointBatch context, PointBatch target, Expr freshCounts, int samples, Expr? knownCounts = null)
    {
        var posterior = PosteriorPass.Run(lowered, context, samples);
        var function = FunctionPass.Run(lowered.Model, target.Inputs, posterior.Weights);
        var fresh = freshCounts.CountMask(target.Inputs.Shape[1]);
        var fromKnown = knownCounts is null
            ? Expr.Zeros([context.Inputs.Shape[0], samples])
            : PosteriorDivergence.Of(posterior.Evidence, knownCounts.CountMask(context.Inputs.Shape[1]));
        return lowered.Model.PseudoLikelihood!.LastLayer.Weights == LastLayerWeights.IntegratedOut
            ? Integrated(lowered, context, target, fresh, posterior, function, fromKnown)
            : Sampled(lowered, context, target, fresh, posterior, function, fromKnown);
    }

    private static TaskTerms Sampled(
        LoweredModel lowered, PointBatch context, PointBatch target, Expr fresh, PosteriorPass posterior, FunctionPass function,
        Expr fromKnown)
    {
        var likelihood = lowered.Likelihood;
        var ofContext = likelihood.LogDensity(posterior.ContextOutputs, context.Outputs, context.Mask);
        var ofFresh = likelihood.LogDensity(function.Outputs, target.Outputs, fresh);
        var ofTarget = likelihood.LogDensity(function.Outputs, target.Outputs, target.Mask);
        var byPoint = Expr.Concat(
            2,
            likelihood.LogDensityPerPoint(posterior.ContextOutputs, context.Outputs, context.Mask),
            likelihood.LogDensityPerPoint(function.Outputs, target.Outputs, fresh));
        return new TaskTerms(ofContext, ofFresh, ofTarget, ofTarget, ofContext + ofFresh, byPoint, Sum(posterior.Divergences), fromKnown);
    }

    private static TaskTerms Integrated(
        LoweredModel lowered, PointBatch context, PointBatch target, Expr fresh, PosteriorPass posterior, FunctionPass function,
        Expr fromKnown)
    {
        var (last, logStdDev) = (posterior.LastLayer, lowered.Likelihood.LogStdDev!);
        int samples = last.Mean.Shape[1];
        Expr Expected(Expr features, PointBatch points, Expr mask) => last.ExpectedLogDensity(features, points.Outputs, mask, logStdDev);
        Expr EverySample(Expr features) => features.BroadcastTo(features.Shape.With(1, samples));
        var allFeatures = Expr.Concat(2, EverySample(posterior.ContextFeatures), EverySample(function.LastFeatures));
        var allOutputs = Expr.Concat(1, context.Outputs, target.Outputs);
        var all = Expr.Concat(1, context.Mask, fresh);
        return new TaskTerms(
            Expected(posterior.ContextFeatures, context, context.Mask),
            Expected(function.LastFeatures, target, fresh),
            Expected(function.LastFeatures, target, target.Mask),
            last.JointLogDensity(function.LastFeatures, target.Outputs, target.Mask, logStdDev).Sum(^1),
            last.JointLogDensity(allFeatures, allOutputs, all, logStdDev).Sum(^1),
            last.LogDensityPerPoint(allFeatures, allOutputs, all, logStdDev),
            Sum([.. posterior.Divergences[..^1], last.Divergence!]),
            fromKnown);
    }

    private static Expr Sum(IEnumerable<Expr> terms) => terms.Aggregate((a, b) => a + b);
}
