using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes inference networks possible.</summary>
internal static class PseudoLikelihoodRules
{
    private const double LeastFloor = -50;
    private const double LogNoiseAtStart = -2;

    internal static IEnumerable<Problem> ProblemsOf(string path, BnnModel model) => model.PseudoLikelihood is { } nets
        ? Widths($"{path}.widths", nets.Widths)
            .Concat(nets.Activation is NetActivation.Given given ? Rule.Known($"{path}.activation", given.Activation) : [])
            .Concat(nets.Floor is LogNoiseFloor.At floor ? Floor($"{path}.logNoiseFloor", floor.LogStdDev) : [])
            .Concat(LastLayer($"{path}.lastLayer", nets.LastLayer, model.Likelihood))
            .Concat(Integrated(path, nets.LastLayer, model))
            .Concat(Enumerable.Range(0, model.LayerCount).SelectMany(layer => Size(path, model, layer)))
        : [];

    private static IEnumerable<Problem> Widths(string path, NetWidths widths) => widths is NetWidths.Given given
        ? given.Widths.SelectMany((width, i) => Rule.Width($"{path}[{i}]", width, "width"))
        : [];

    private static IEnumerable<Problem> Floor(string path, double floor) => Rule
        .When(!(floor >= LeastFloor && floor < LogNoiseAtStart), () => new Problem(
            "not a possible floor of the log pseudo-noise", path, Rule.Text(floor),
            $"a number from {Rule.Text(LeastFloor)} to below {Rule.Text(LogNoiseAtStart)}, where the networks start", "-7 is usual"));

    private static IEnumerable<Problem> LastLayer(string path, LastLayer last, Likelihood likelihood) => Rule
        .Known($"{path}.targets", last.Targets)
        .Concat(Rule.Known($"{path}.noise", last.Noise))
        .Concat(Rule.Known($"{path}.weights", last.Weights))
        .Concat(NeedsGaussian($"{path}.targets", last.Targets, PseudoTargets.Observed, PseudoTargets.Network, likelihood))
        .Concat(NeedsGaussian($"{path}.noise", last.Noise, PseudoNoise.Likelihood, PseudoNoise.Network, likelihood))
        .Concat(NeedsGaussian($"{path}.weights", last.Weights, LastLayerWeights.IntegratedOut, LastLayerWeights.Sampled, likelihood));

    private static IEnumerable<Problem> NeedsGaussian<T>(string path, T value, T special, T general, Likelihood likelihood)
        where T : struct, Enum => Rule
        .When(likelihood is not Likelihood.Gaussian && value.Equals(special), () => new Problem(
            "this needs a Gaussian likelihood", path, $"{value} with {likelihood.GetType().Name}", general.ToString(),
            $"choose {general}, or a Gaussian likelihood"));

    /// <summary>In closed form outputs are taken one by one, which correlated ones are not.</summary>
    private static IEnumerable<Problem> Integrated(string path, LastLayer last, BnnModel model) => Rule
        .When(
            last.Weights == LastLayerWeights.IntegratedOut && model.Outputs > 1
                && model.Output.Prior.Structure is PriorStructure.PerLayer or PriorStructure.PerNetwork,
            () => new Problem(
                "several outputs that are correlated a priori are not integrated out", $"{path}.lastLayer.weights",
                $"{LastLayerWeights.IntegratedOut} with a prior {Phrases.Of(model.Output.Prior.Structure)}",
                LastLayerWeights.Sampled.ToString(), "sample the last layer's weights, or use Prior.PerUnit() in the last layer"));

    private static IEnumerable<Problem> Size(string path, BnnModel model, int layer)
    {
        long parameters = model.NetShapeOf(layer)?.ParameterCount ?? 0;
        return Rule.When(parameters > int.MaxValue, () => new Problem(
            $"too many parameters in the inference network of {model.PathOf(layer)}", $"{path}.widths",
            parameters.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"at most {int.MaxValue}"),
            "make the inference networks narrower"));
    }
}
