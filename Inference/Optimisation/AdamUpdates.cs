// g the gradients, t the step of each parameter counted from 1: where clipping is on, g is scaled by min(1, c / |g|); then Operation.AdamStep.
using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>One step of Adam (beta 0.9 and 0.999, epsilon 1e-8) on named tensors, as updates of a program's inputs.</summary>
/// <param name="GradientNorm">Euclidean norm of all gradients before clipping, a scalar.</param>
/// <param name="Updates">Every parameter and its two moments, with their new values.</param>
internal sealed record AdamUpdates(Expr GradientNorm, ImmutableArray<(Expr Input, Expr Value)> Updates)
{
    /// <summary>The input with a parameter's first moment.</summary>
    public static string FirstMoment(string parameter) => parameter + ".m";

    /// <summary>The input with a parameter's second moment.</summary>
    public static string SecondMoment(string parameter) => parameter + ".v";

    /// <summary>The step.</summary>
    /// <param name="parameters">Parameters with their inputs and the gradient of what is minimised.</param>
    /// <param name="clipNorm">Gradients with a larger norm are scaled down to it; null for no clipping.</param>
    /// <param name="rate">The learning rate, a scalar.</param>
    /// <param name="count">The step of a parameter, counted from 1, a scalar.</param>
    public static AdamUpdates Of(
        ImmutableArray<(ParameterSpec Spec, Expr Input, Expr Gradient)> parameters, double? clipNorm, Expr rate,
        Func<ParameterSpec, Expr> count)
    {
        var norm = parameters.IsEmpty
            ? 0.0
            : parameters.Select(p => p.Gradient.Square().Sum()).Aggregate((a, b) => a + b).Sqrt();
        var scale = clipNorm is { } limit ? Expr.Minimum(1.0, limit / Expr.Maximum(norm, 1e-300)) : null;
        var updates = ImmutableArray.CreateBuilder<(Expr, Expr)>();
        foreach (var (spec, input, gradient) in parameters)
        {
            var m = Expr.Input(FirstMoment(spec.Name), spec.Shape);
            var v = Expr.Input(SecondMoment(spec.Name), spec.Shape);
            var step = Node.Of(
                new Operation.AdamStep(0.9, 0.999, 1e-8), input, m, v, scale is null ? gradient : gradient * scale, rate, count(spec));
            updates.AddRange((input, step[0]), (m, step[1]), (v, step[2]));
        }
        return new AdamUpdates(norm, updates.ToImmutable());
    }
}
