using System.Diagnostics;
using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>The parts of a description in a few words each.</summary>
internal static class Phrases
{
    internal static string Of(InputFeatures features) => features switch
    {
        InputFeatures.Raw => "raw",
        InputFeatures.Fourier fourier => $"Fourier ({Frequencies(fourier.Frequencies)})",
        InputFeatures.KeyedFourier keyed => string.Create(
            CultureInfo.InvariantCulture,
            $"random Fourier ({Number(keyed.Pairs, "pair")}, scale {Rule.Text(keyed.Scale)}, seed {keyed.Seed})"),
        InputFeatures.Polynomial polynomial => string.Create(CultureInfo.InvariantCulture, $"powers 1 to {polynomial.Degree}"),
        InputFeatures.Concatenation concatenation => string.Join(" + ", concatenation.Parts.Select(Of)),
        _ => throw new UnreachableException(),
    };

    internal static string Of(Likelihood likelihood) => likelihood switch
    {
        Likelihood.Gaussian gaussian =>
            $"Gaussian, standard deviation {Rule.Text(gaussian.StdDev.Value)}, {Of(gaussian.Learning)}, in {Of(gaussian.Units)}",
        Likelihood.Bernoulli => "Bernoulli",
        _ => throw new UnreachableException(),
    };

    internal static string Of(ScalingPolicy scaling) =>
        $"inputs {(scaling.Inputs == InputScaling.Standardise ? "standardised" : "as they are")}, "
        + $"outputs {(scaling.Outputs == OutputScaling.Standardise ? "standardised" : "as they are")}";

    internal static string Of(PseudoLikelihood? nets) => nets is null
        ? "no inference networks"
        : $"networks see {Of(nets.Input)}, {Of(nets.Floor)}; last layer: {Of(nets.LastLayer)}";

    internal static string Of(NetShape? net) => net is null
        ? "none"
        : string.Join("-", net.Hidden.Prepend(net.Inputs).Append(net.Outputs)) + " " + EnumWords<Activation>.Words.Of(net.Activation);

    internal static string Of(PriorStructure structure) => structure switch
    {
        PriorStructure.PerWeight => "per weight",
        PriorStructure.PerUnit => "per unit",
        PriorStructure.PerLayer => "per layer",
        PriorStructure.PerNetwork => "per network",
        _ => throw new UnreachableException(),
    };

    internal static string Of(PriorScale scale) => scale switch
    {
        PriorScale.FanIn => "fan-in",
        PriorScale.Unscaled => "unscaled",
        _ => throw new UnreachableException(),
    };

    internal static string Of(PriorLearning learning) => learning switch
    {
        PriorLearning.Fixed => "fixed",
        PriorLearning.Learned => "learned",
        PriorLearning.MeansOnly => "means only",
        PriorLearning.ReleasedAt released =>
            string.Create(CultureInfo.InvariantCulture, $"{Of(released.Then)} from step {released.Step}"),
        _ => throw new UnreachableException(),
    };

    internal static string Of(PriorShare share) => share switch
    {
        PriorShare.Whole => "all weights",
        PriorShare.FromInput front => string.Create(
            CultureInfo.InvariantCulture, $"{Rule.Text(front.Share)} of the weights from the input side, seed {front.Seed}"),
        PriorShare.FromOutput back => string.Create(
            CultureInfo.InvariantCulture, $"{Rule.Text(back.Share)} of the weights from the output side, seed {back.Seed}"),
        _ => throw new UnreachableException(),
    };

    internal static string Of(PriorStart start) => start switch
    {
        PriorStart.Zero => "zero",
        PriorStart.Spread spread => $"standard deviation {Rule.Text(spread.StdDev.Value)}",
        PriorStart.SmallRandom random => $"random ({Rule.Text(random.MeanStdDev)}, {Rule.Text(random.LogScaleStdDev)})",
        PriorStart.Given given => $"given, {given.Hash[..8]}",
        _ => throw new UnreachableException(),
    };

    internal static string Number(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Frequencies(ValueList<double> frequencies) => frequencies.Count <= 4
        ? (frequencies.Count == 1 ? "frequency " : "frequencies ") + string.Join(", ", frequencies.Select(Rule.Text))
        : $"{frequencies.Count} frequencies, {Rule.Text(frequencies.Min())} to {Rule.Text(frequencies.Max())}";

    private static string Of(NoiseLearning learning) => learning switch
    {
        NoiseLearning.Fixed => "fixed",
        NoiseLearning.FixedPerOutput perOutput =>
            $"fixed per output at {string.Join(", ", perOutput.StdDevs.Select(s => Rule.Text(s.Value)))}",
        NoiseLearning.Learned(null, null) => "learned",
        NoiseLearning.Learned(var above, null) => $"learned above {Rule.Text(above.Value.Value)}",
        NoiseLearning.Learned(null, var below) => $"learned below {Rule.Text(below.Value.Value)}",
        NoiseLearning.Learned(var above, var below) => $"learned between {Rule.Text(above.Value.Value)} and {Rule.Text(below.Value.Value)}",
        _ => throw new UnreachableException(),
    };

    private static string Of(NoiseUnits units) => units == NoiseUnits.Data ? "units of the data" : "standardised units";

    private static string Of(NetInput input) => input switch
    {
        NetInput.Point => "the point",
        NetInput.PointAndActivations => "the point and the layer below",
        _ => throw new UnreachableException(),
    };

    private static string Of(LogNoiseFloor floor) => floor switch
    {
        LogNoiseFloor.None => "no noise floor",
        LogNoiseFloor.At at => $"log noise at least {Rule.Text(at.LogStdDev)}",
        _ => throw new UnreachableException(),
    };

    private static string Of(LastLayer last) =>
        $"{(last.Targets == PseudoTargets.Observed ? "observed targets" : "targets from its network")}, "
        + $"{(last.Noise == PseudoNoise.Likelihood ? "noise of the likelihood" : "noise from its network")}, "
        + $"weights {(last.Weights == LastLayerWeights.Sampled ? "sampled" : "integrated out")}";
}
