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
        return new PriorPass([.. Enumerable.Range(0, model.LayerCount).Select(layer => lowered.Priors[layer].Draw(
            Expr.Normal(PosteriorPass.Keys, [tasks, samples], $"layer {layer} weights", model.Width(layer), model.FanIn(layer))))]);
    }
}
