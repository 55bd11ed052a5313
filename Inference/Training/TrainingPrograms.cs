// One step: J = mean over tasks of the objective; g = -dJ/dparameters; where clipping is on, g is scaled by min(1, c / |g|); Adam on
// the released
// parameters, each with its own step count from its release on. Elements that a mask holds have zero gradients from the start, count for
// nothing in |g|, and never move.
using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>Builds the programs of a training step and of a validation.</summary>
internal static class TrainingPrograms
{
    public const string Objective = "objective", Divergence = "KL divergence", ContextLogDensity = "log density of the context",
        GradientNorm = "gradient norm", Predictive = "predictive log density", Rate = "rate";

    /// <summary>Adam's step count for parameters released at a step is an input of this name.</summary>
    public static string Count(int releasedAt) => $"count from {releasedAt}";

    public static Program Step(LoweredModel lowered, Objective objective, BatchShape shape, ImmutableArray<ParameterSpec> released,
        double? clipNorm)
    {
        var terms = Terms(lowered, objective, objective.Samples, shape);
        var value = objective.Value(terms).Mean(0);
        var variables = released.Select(s => lowered.Parameter(s.Name)).ToImmutableArray();
        var gradients = Gradients.Of(-value, variables)
            .Zip(released, (gradient, spec) => spec.Mask is { } mask ? gradient * Expr.Constant(mask) : gradient).ToImmutableArray();
        var adam = AdamUpdates.Of(
            [.. released.Select((spec, i) => (spec, variables[i], gradients[i]))], clipNorm, Expr.Input(Rate, Shape.Scalar),
            spec => Expr.Input(Count(spec.ReleasedAt), Shape.Scalar));
        return Program.Build(
            [
                (Divergence, terms.Divergence.Sum() * (1.0 / terms.Divergence.Shape.Size)),
                (ContextLogDensity, terms.ContextLogDensity.Sum() * (1.0 / terms.ContextLogDensity.Shape.Size)),
                (Objective, value),
                (GradientNorm, adam.GradientNorm),
            ],
            adam.Updates.AsSpan());
    }

    public static Program Validation(LoweredModel lowered, Objective objective, int samples, BatchShape shape)
    {
        var terms = Terms(lowered, objective, samples, shape);
        var predictive = objective.ConditionsOnTargets ? TermsGivenKnown(lowered, samples, shape) : terms;
        return objective.SplitsTasks
            ? Program.Of((Objective, objective.Value(terms)), (Predictive, predictive.TargetPredictive.LogMeanExp(^1)))
            : Program.Of((Objective, objective.Value(terms)));
    }

    private static TaskTerms Terms(LoweredModel lowered, Objective objective, int samples, BatchShape shape)
    {
        BnnModel model = lowered.Model;
        return TaskTerms.Of(
            lowered, shape.ContextInputs(model), shape.TargetInputs(model), shape.FreshInput(), samples,
            objective.ConditionsOnTargets ? shape.KnownInput() : null);
    }

    /// <summary>With weights drawn given nothing but the context points that are known before the targets.</summary>
    private static TaskTerms TermsGivenKnown(LoweredModel lowered, int samples, BatchShape shape)
    {
        BnnModel model = lowered.Model;
        var known = shape.ContextInputs(model) with { Counts = shape.KnownInput() };
        return TaskTerms.Of(lowered, known, shape.TargetInputs(model), shape.FreshInput(), samples);
    }
}
