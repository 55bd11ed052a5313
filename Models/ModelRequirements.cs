using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Models;

internal static class ModelRequirements
{
    public static PseudoLikelihood RequirePseudoLikelihood(this BnnModel model) => model.PseudoLikelihood
        ?? throw new ModelException(new Problem(
            "the model says nothing of how inference is amortised", "pseudoLikelihood", "none", "inference networks",
            "add .PseudoLikelihood(Amortised.LikeNetwork()) to the model"));
}
