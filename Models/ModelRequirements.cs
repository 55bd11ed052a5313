using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Models;

/// <summary>What parts of a description something needs.</summary>
public static class ModelRequirements
{
    /// <summary>The inference networks of a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ModelException">It has none.</exception>
    public static PseudoLikelihood RequirePseudoLikelihood(this BnnModel model) => model.PseudoLikelihood
        ?? throw new ModelException(new Problem(
            "the model says nothing of how inference is amortised", "pseudoLikelihood", "none", "inference networks",
            "add .PseudoLikelihood(Amortised.LikeNetwork()) to the model"));
}
