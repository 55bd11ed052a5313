// The first context conditions all layers. Given their sampled weights below, the last layer is Bayesian linear regression, whose evidence
// is a sum over points of all contexts:  A = I + L'(G_1 + G_2 + ..) L,  and so on, always against the original prior.
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// A posterior whose hidden layers are frozen after the first context: later contexts update the last layer alone, on the features that the
/// hidden layers' sampled weights gave. Exact for the last layer given those features, and independent of the order of later contexts. It
/// is not the posterior of all contexts together: hidden layers reflect the first context only, and no later one, however large, changes
/// them. Condition on all points at once where that matters. (Called online mode by Rochussen and Fortuin, ICLR 2026.) Immutable.
/// </summary>
public sealed class FrozenFeatureLastLayerPosterior : Posterior
{
    private readonly AmortisedProcess process;
    private readonly NetworkPrograms predictions;
    private readonly LargeContextPrograms programs;
    private readonly LargeContextOptions options;
    private readonly IReadOnlyList<FrozenChunk> chunks;
    private readonly SampledPosterior posterior;

    private FrozenFeatureLastLayerPosterior(
        AmortisedProcess process, NetworkPrograms predictions, LargeContextPrograms programs, LargeContextOptions options,
        ValueList<string> contexts, IReadOnlyList<FrozenChunk> chunks)
    {
        (this.process, this.predictions, this.programs, this.options, this.chunks) = (process, predictions, programs, options, chunks);
        Contexts = contexts;
        LastLayerDivergences = chunks.SelectMany(c => c.Divergences).Take(options.Samples).ToValueList();
        posterior = new SampledPosterior(predictions, process.Frame, contexts[0], Draw);
    }

    /// <summary>Names of the contexts seen, the one that the hidden layers reflect first.</summary>
    public ValueList<string> Contexts { get; }

    /// <summary>KL divergence of the last layer from the original prior, whatever contexts came in between, given each weight sample of the
    /// layers below, in nats [samples].</summary>
    public ValueList<double> LastLayerDivergences { get; }

    internal IReadOnlyList<FrozenChunk> Chunks => chunks;

    /// <summary>The last layer's posterior updated by a further context, on the frozen features.</summary>
    /// <param name="later">The context, of a name not seen before, in the data's own units.</param>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <exception cref="DataException">The context does not fit, or one of its name was seen before.</exception>
    /// <exception cref="NumericalException">A quantity is not finite.</exception>
    public FrozenFeatureLastLayerPosterior UpdateLastLayerOnly(PointSource later, CancellationToken cancellation = default)
    {
        if (Contexts.Contains(later.Id))
        {
            throw new DataException(new Problem(
                "a context of this name was seen before", $"context {later.Id}", null, "a new context",
                "give every context its own name; a context counts once"));
        }
        var pass = process.PassOver(later, options);
        return new FrozenFeatureLastLayerPosterior(
            process, predictions, programs, options, [.. Contexts, later.Id],
            [.. chunks.Select(c => c.Updated(pass, programs.Layers - 1, later.Id, cancellation))]);
    }

    /// <inheritdoc/>
    /// <exception cref="OptionException">More samples, or another seed, than were drawn.</exception>
    public override Prediction Predict(ReadOnlySpan<double> inputs, int samples = 200, ulong seed = 0) =>
        posterior.Predict(inputs, samples, seed);

    /// <inheritdoc/>
    /// <exception cref="OptionException">More functions, or another seed, than were drawn.</exception>
    public override double[,,] Functions(ReadOnlySpan<double> inputs, int functions, ulong seed = 0) =>
        posterior.Functions(inputs, functions, seed);

    /// <inheritdoc/>
    /// <exception cref="OptionException">More samples, or another seed, than were drawn.</exception>
    public override double[,] JointLogDensities(DataTask targets, int samples = 200, ulong seed = 0) =>
        posterior.JointLogDensities(targets, samples, seed);

    /// <inheritdoc/>
    /// <exception cref="OptionException">More samples, or another seed, than were drawn.</exception>
    public override double[,] PointLogDensities(DataTask targets, int samples = 200, ulong seed = 0) =>
        posterior.PointLogDensities(targets, samples, seed);

    internal static FrozenFeatureLastLayerPosterior Of(
        AmortisedProcess process, NetworkPrograms predictions, LargeContextPrograms programs, PointSource first,
        LargeContextOptions options, CancellationToken cancellation)
    {
        var pass = process.PassOver(first, options);
        var chunks = new List<FrozenChunk>();
        for (int sample = 0; sample < options.Samples; sample += programs.Samples)
        {
            chunks.Add(FrozenChunk.Of(pass, WeightChunk.Keys(first.Id, options.Seed, sample), programs.Layers - 1, cancellation));
        }
        return new FrozenFeatureLastLayerPosterior(process, predictions, programs, options, [first.Id], chunks);
    }

    private IEnumerable<WeightChunk> Draw(int samples, ulong seed)
    {
        if (samples > options.Samples || seed != options.Seed)
        {
            throw new OptionException(new Problem(
                "these weight samples were not drawn", "samples and seed", $"{samples} samples of seed {seed}",
                $"up to {options.Samples} of seed {options.Seed}", "say how many are wanted when conditioning on the first context"));
        }
        for (int first = 0, chunk = 0; first < samples; first += programs.Samples, chunk++)
        {
            yield return new WeightChunk(first, Math.Min(programs.Samples, samples - first), chunks[chunk].Weights, process.LogNoiseOfChunk());
        }
    }
}
