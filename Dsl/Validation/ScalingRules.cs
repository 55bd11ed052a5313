using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes a scaling policy possible.</summary>
internal static class ScalingRules
{
    internal static IEnumerable<Problem> ProblemsOf(string path, ScalingPolicy scaling, Likelihood likelihood) => Rule
        .Known($"{path}.inputs", scaling.Inputs)
        .Concat(Rule.Known($"{path}.outputs", scaling.Outputs))
        .Concat(Rule.When(likelihood is Likelihood.Bernoulli && scaling.Outputs != OutputScaling.None, () => new Problem(
            "outputs of a Bernoulli likelihood are not scaled", $"{path}.outputs", scaling.Outputs.ToString(),
            nameof(OutputScaling.None), "leave out the scaling of outputs")));
}
