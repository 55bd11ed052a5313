using System.Security.Cryptography;
using System.Text;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// The prior that a process has learned, as a value: a description whose layers have given, fixed priors and whose noise is fixed where it
/// was learned to be, with names and scaling of the data it was learned from. It needs no inference networks, so that any strategy can
/// start from it.
/// </summary>
public sealed record LearnedPrior
{
    private LearnedPrior(BnnModel model, DataFrame frame) => (Model, Frame) = (model, frame);

    /// <summary>The generative part: given and fixed priors, fixed noise, no pseudo-likelihood.</summary>
    public BnnModel Model { get; }

    /// <summary>Names, scaling and range of the data that the prior was learned from.</summary>
    public DataFrame Frame { get; }

    /// <summary>A hash of the whole content: SHA-256 of description and frame, in hexadecimal, lower case.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Model.Hash + HeaderJson.Text(Frame))));

    /// <summary>What a process has learned to expect before it sees a context: the prior that <see cref="AmortisedProcess.Prior"/> draws
    /// functions from.</summary>
    /// <param name="process">The process.</param>
    public static LearnedPrior Of(AmortisedProcess process)
    {
        var model = process.Model;
        return new LearnedPrior(
            model.WithPriors(layer => model.PriorOf(layer).Fixed().Starting(LayerPriors.Values(model, layer, process.Parameters)))
                .ToBuilder().Observe(Fixed(process)).LearnPriors(new PriorShare.Whole())
                .PseudoLikelihood((PseudoLikelihood?)null).Build(),
            process.Frame);
    }

    /// <summary>Reads a prior that was saved.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoredFileException">The file is missing, corrupt, truncated, of another kind or newer than this
    /// version.</exception>
    public static LearnedPrior Load(string path) => LearnedPriorFile.Load(path);

    /// <summary>Whether a file of this library holds a prior, and nothing else such as a process.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoredFileException">The file is missing, corrupt, truncated or newer than this version.</exception>
    public static bool IsIn(string path) => LearnedPriorFile.Is(path);

    /// <summary>Writes the prior to one file, whole or not at all.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public void Save(string path) => LearnedPriorFile.Save(this, path);

    /// <summary>
    /// Another description of the same architecture with its priors starting here. What it says of learning holds: fixed priors stay as
    /// they were learned, learned ones are tuned further. Its likelihood, scaling and inference networks are its own.
    /// </summary>
    /// <param name="other">The description.</param>
    /// <exception cref="ModelException">Inputs, features, widths, activations, skips, structures or scales differ; the message names both
    /// architectures.</exception>
    public BnnModel Under(BnnModel other) => FirstDifference(other) is { } path
        ? throw new ModelException(new Problem(
            "the prior was learned for another architecture", path, other.Architecture, Model.Architecture,
            "describe the network as it was when the prior was learned"))
        : other.WithPriors(layer => other.PriorOf(layer).Starting(Model.PriorOf(layer).Start));

    internal static LearnedPrior From(BnnModel model, DataFrame frame) => new(model, frame);

    private static Likelihood Fixed(AmortisedProcess process)
    {
        if (process.Model.Likelihood is not Likelihood.Gaussian { Learning: NoiseLearning.Learned } gaussian)
        {
            return process.Model.Likelihood;
        }
        double[] units = gaussian.Units == NoiseUnits.Data ? process.Frame.OutputScales : [.. process.NoiseStdDevs.Select(_ => 1.0)];
        return gaussian.FixedPerOutput(process.NoiseStdDevs.Select((noise, d) => StdDev.Of(noise * units[d])).ToValueList());
    }

    private string? FirstDifference(BnnModel other)
    {
        if (other.Inputs != Model.Inputs || other.Outputs != Model.Outputs)
        {
            return other.Inputs != Model.Inputs ? "inputs" : "outputs";
        }
        if (other.Features != Model.Features || other.LayerCount != Model.LayerCount)
        {
            return other.Features != Model.Features ? "features" : "layers";
        }
        return Enumerable.Range(0, Model.LayerCount).Select(layer => Difference(other, layer)).FirstOrDefault(path => path is not null);
    }

    private string? Difference(BnnModel other, int layer)
    {
        var (prior, theirs) = (Model.PriorOf(layer), other.PriorOf(layer));
        string? member = layer < Model.Hidden.Count ? Difference(Model.Hidden[layer], other.Hidden[layer]) : null;
        member ??= theirs.Structure != prior.Structure ? "prior.structure" : theirs.Scale != prior.Scale ? "prior.scale" : null;
        return member is null ? null : $"{Model.PathOf(layer)}.{member}";
    }

    private static string? Difference(HiddenLayer ours, HiddenLayer theirs) =>
        theirs.Width != ours.Width ? "width"
        : theirs.Activation != ours.Activation ? "activation"
        : theirs.Skip != ours.Skip ? "skip" : null;
}
