using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes a description possible. Lazy: later rules rely on earlier ones, so only the first problem counts.</summary>
internal static class ModelRules
{
    private const int MaxHiddenLayers = 1000;

    internal static IEnumerable<Problem> ProblemsOf(BnnModel model)
    {
        IEnumerable<Func<IEnumerable<Problem>>> rules =
        [
            () => Rule.Width("inputs", model.Inputs, "number of inputs"),
            () => Rule.Width("outputs", model.Outputs, "number of outputs"),
            () => FeatureRules.ProblemsOf("features", model.Features, model.Inputs),
            () => Rule.Between("layers", model.Hidden.Count, 0, MaxHiddenLayers, "too many hidden layers", "use fewer layers"),
            () => model.Hidden.SelectMany((layer, index) => LayerRules.ProblemsOfHidden(model, index)),
            () => LayerRules.ProblemsOfPrior(model, model.Hidden.Count),
            () => LayerRules.ProblemsOfNetworkWidePriors(model),
            () => LikelihoodRules.ProblemsOf("likelihood", model.Likelihood, model.Outputs),
            () => ScalingRules.ProblemsOf("scaling", model.Scaling, model.Likelihood),
            () => PriorShareRules.ProblemsOf("priorShare", model.PriorShare),
            () => PseudoLikelihoodRules.ProblemsOf("pseudoLikelihood", model),
        ];
        return rules.SelectMany(rule => rule());
    }
}
