using System.CommandLine;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The options that describe a model.</summary>
internal sealed class ModelOptions
{
    /// <summary>The name of the option for the width of a fixed prior.</summary>
    public const string PriorStdDev = "--prior-std-dev";

    private readonly Option<string> file = Options.Value("--model", "FILE", "model as JSON, instead of the following options");
    private readonly Option<string> hidden = Options.Value(
        "--hidden", "W,W..", "widths of the hidden layers, or none for a linear model (50,50)");
    private readonly Option<string> activation = Options.Value(
        "--activation", "NAME", "tanh, relu, silu, sin, sigmoid, softplus or identity (tanh)");
    private readonly Option<string> prior = Options.Value(
        "--prior", "per-unit|per-weight|per-layer|per-network", "which weights are correlated in the prior (per-unit)");
    private readonly Option<bool> fixedPrior = Options.Flag("--fixed-prior", "keep the prior at N(0, 1 / fan-in) instead of learning it");
    private readonly Option<string> priorStdDev = Options.Value(
        PriorStdDev, "SD", "standard deviation of fixed prior weights times the root of the fan-in (1; 2 in fit and compare)");
    private readonly Option<string> priorShare = Options.Value(
        "--prior-share", "F", "share of the weights, from the input side, whose prior is learned; back:F from the output side (1)");
    private readonly Option<bool> meansOnly = Options.Flag(
        "--prior-means-only", "learn the means of the prior alone; its scales and correlations stay where they start");
    private readonly Option<string> release = Options.Value(
        "--prior-release", "STEP", "hold the prior until this training step, counted from 0, and learn it from there on (0)");
    private readonly Option<string> features = Options.Value(
        "--features", "F", "raw, fourier:8 (the inputs and 8 sine and cosine pairs of each) or polynomial:3 (raw)");
    private readonly Option<bool> integrate = Options.Flag("--integrate-last-layer", "integrate the last layer out in closed form");
    private readonly Option<string> net = Options.Value("--net", "W,W..", "hidden widths of the inference networks (those of the network)");
    private readonly Option<string> noise = Options.Value("--noise", "SD", "start of the learned noise, in standardised units (0.2)");
    private readonly Option<string> noiseMin = Options.Value("--noise-min", "SD", "what the noise stays above (0.01)");
    private readonly Option<string> noiseMax = Options.Value("--noise-max", "SD", "what the noise stays below (no limit)");
    private readonly Option<bool> fixedNoise = Options.Flag("--fixed-noise", "keep the noise at --noise instead of learning it");
    private readonly Option<bool> dataUnits = Options.Flag("--noise-in-data-units", "the noise options are in the units of the outputs");

    private IReadOnlyList<Option> Flags =>
    [
        hidden, activation, prior, fixedPrior, priorStdDev, .. OfLearning, features, integrate, net, noise, noiseMin, noiseMax, fixedNoise,
        dataUnits,
    ];

    // What is said of a prior that is learned.
    private Option[] OfLearning => [priorShare, meansOnly, release];

    public void AddTo(Command command)
    {
        foreach (var option in Flags.Prepend(file))
        {
            command.Add(option);
        }
    }

    /// <summary>The first of these options that was given, or null.</summary>
    public string? Given(ParseResult parsed) => Flags.Prepend(file).FirstOrDefault(option => parsed.Has(option))?.Name;

    /// <summary>The first option that was given and is of no use where priors are not learned, or null.</summary>
    public string? GivenOfLearning(ParseResult parsed) => OfLearning.FirstOrDefault(option => parsed.Has(option))?.Name;

    /// <summary>What they choose.</summary>
    /// <param name="parsed">The command.</param>
    /// <param name="seed">The seed of what is drawn by chance: the weights that a share of the prior ends among.</param>
    public ModelChoice Read(ParseResult parsed, ulong seed)
    {
        if (parsed.Text(file) is not { } path)
        {
            return new ModelChoice.Described(ReadFlags(parsed, seed));
        }
        return Flags.FirstOrDefault(option => parsed.Has(option)) is { } other
            ? throw Options.Contradiction(other.Name, file.Name, "change the model file, or leave it out")
            : new ModelChoice.FromFile(path);
    }

    private ModelFlags ReadFlags(ParseResult parsed, ulong seed) => new(
        parsed.Read(hidden, Parse.Hidden, [50, 50]), parsed.Read(activation, Parse.Activation, Activation.Tanh),
        parsed.Read(prior, Parse.PriorStructure, new PriorStructure.PerUnit()), ReadLearning(parsed),
        parsed.Read<StdDev?>(priorStdDev, (name, text) => StdDev.Of(Parse.Positive(name, text, "2")), null),
        parsed.Read(features, Parse.Features, new InputFeatures.Raw()), parsed.GetValue(integrate),
        parsed.Read<ValueList<int>?>(net, (option, text) => Parse.Widths(option, text), null), ReadNoise(parsed),
        parsed.Read(priorShare, (name, text) => Parse.PriorShare(name, text, seed), new PriorShare.Whole()));

    private PriorLearning ReadLearning(ParseResult parsed)
    {
        if (parsed.GetValue(fixedPrior))
        {
            return GivenOfLearning(parsed) is { } option
                ? throw Options.Contradiction(option, fixedPrior.Name, "nothing of a fixed prior is learned: leave one of them out")
                : new PriorLearning.Fixed();
        }
        PriorLearning learned = parsed.GetValue(meansOnly) ? new PriorLearning.MeansOnly() : new PriorLearning.Learned();
        int step = parsed.Read(release, (name, text) => Parse.Integer(name, text, 0, "1000"), 0);
        return step == 0 ? learned : new PriorLearning.ReleasedAt(step, learned);
    }

    private NoiseFlags ReadNoise(ParseResult parsed)
    {
        double? Read(Option<string> option) => parsed.Read<double?>(option, (name, text) => Parse.Positive(name, text, "0.2"), null);
        bool own = parsed.GetValue(dataUnits), learned = !parsed.GetValue(fixedNoise);
        if (own && !parsed.Has(noise))
        {
            throw Options.Missing(
                noise.Name, "the noise must be stated in the units of the outputs", "give --noise SD, or leave out --noise-in-data-units");
        }
        if (!learned && (parsed.Has(noiseMin) ? noiseMin : parsed.Has(noiseMax) ? noiseMax : null) is { } bound)
        {
            throw Options.Contradiction(bound.Name, fixedNoise.Name, "a fixed noise has no bounds: leave one of them out");
        }
        return NoiseFlags.Of(Read(noise), Read(noiseMin), Read(noiseMax), learned, own);
    }
}
