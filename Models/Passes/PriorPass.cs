using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>Weights drawn from the prior; needs no inference network.</summary>
/// <param name="Weights">For every layer, weights [tasks, samples, units, fanIn].</param>
public sealed record PriorPass(ImmutableArray<Expr> Weights)
{
    /// <summary>Draws weights, from the same noise that <see cref="PosteriorPass"/> uses when the context is empty.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="samples">Number of draws of each task.</param>
    public static PriorPass Run(LoweredModel lowered, int tasks, int samples)
    {
        var model = lowered.Model;
        return Of(lowered, [.. Enumerable.Range(0, model.LayerCount).Select(layer => Expr.Normal(
            PosteriorPass.Keys, [tasks, samples], $"layer {layer} weights", model.Width(layer), model.FanIn(layer)))]);
    }

    /// <summary>The weights that whitened ones stand for.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="whitened">For every layer, whitened weights [tasks, samples, units, fanIn].</param>
    public static PriorPass Of(LoweredModel lowered, ImmutableArray<Expr> whitened)
    {
        var weights = ImmutableArray.CreateBuilder<Expr>();
        Expr? below = null;
        for (int layer = 0; layer < whitened.Length; layer++)
        {
            var joint = lowered.JointPriorOf(layer);
            weights.Add(joint is null ? lowered.PriorOf(layer).Draw(whitened[layer]) : joint.Draw(whitened[layer], below));
            below = JointPrior.Stack(below, whitened[layer]);
        }
        return new PriorPass(weights.ToImmutable());
    }
}
