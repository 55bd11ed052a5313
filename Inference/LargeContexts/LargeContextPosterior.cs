using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// The posterior given a context that went through the process in parts; equal to that of the same points at once, but for rounding. It
/// keeps the weight samples drawn when conditioning; others are drawn by further passes over the context.
/// </summary>
public sealed class LargeContextPosterior : Posterior
{
    private readonly SampledPosterior posterior;
    private readonly LargeContextPrograms programs;
    private readonly PointSource context;
    private readonly AmortisedProcess process;
    private readonly LargeContextOptions options;
    private readonly IReadOnlyList<ConditionedWeights> drawn;

    internal LargeContextPosterior(
        AmortisedProcess process, NetworkPrograms network, LargeContextPrograms programs, PointSource context,
        LargeContextOptions options, IProgress<LargeContextProgress>? progress, CancellationToken cancellation)
    {
        (this.process, this.programs, this.context, this.options) = (process, programs, context, options.Validated());
        posterior = new SampledPosterior(network, process.Frame, context.Id, Draw);
        var (pass, reader) = Pass();
        var chunks = new List<ConditionedWeights>();
        for (int first = 0; first < options.Samples; first += programs.Samples)
        {
            int done = first;
            chunks.Add(pass.Condition(Keys(options.Seed, first), (layer, points) => progress?.Report(new LargeContextProgress(
                done, options.Samples, layer, programs.Layers, points)), cancellation));
        }
        drawn = chunks;
        Points = reader.Points;
        Divergences = drawn.SelectMany(c => c.Divergences).Take(options.Samples).ToValueList();
    }

    /// <summary>Number of points of the context.</summary>
    public long Points { get; }

    /// <summary>KL divergence from the prior, summed over layers, given each weight sample of the layers below, in nats
    /// [samples].</summary>
    public ValueList<double> Divergences { get; }

    /// <summary>log p(y | f_s) of the whole context under each weight sample drawn, summed over points and outputs, in scaled units; its
    /// expectation over the last layer where that is integrated out. One pass over the context for every 25 samples.</summary>
    /// <param name="cancellation">Ends the work with an exception.</param>
    /// <returns>[samples].</returns>
    public ValueList<double> ContextLogDensities(CancellationToken cancellation = default)
    {
        var (pass, _) = Pass();
        return drawn.SelectMany(c => pass.Score(c, cancellation)).Take(options.Samples).ToValueList();
    }

    /// <inheritdoc/>
    public override Prediction Predict(ReadOnlySpan<double> inputs, int samples = 200, ulong seed = 0) =>
        posterior.Predict(inputs, samples, seed);

    /// <inheritdoc/>
    public override double[,,] Functions(ReadOnlySpan<double> inputs, int functions, ulong seed = 0) =>
        posterior.Functions(inputs, functions, seed);

    /// <inheritdoc/>
    public override double[,] JointLogDensities(DataTask targets, int samples = 200, ulong seed = 0) =>
        posterior.JointLogDensities(targets, samples, seed);

    /// <inheritdoc/>
    public override double[,] PointLogDensities(DataTask targets, int samples = 200, ulong seed = 0) =>
        posterior.PointLogDensities(targets, samples, seed);

    private IEnumerable<WeightChunk> Draw(int samples, ulong seed)
    {
        for (int first = 0, chunk = 0; first < samples; first += programs.Samples, chunk++)
        {
            var weights = seed == options.Seed && chunk < drawn.Count
                ? drawn[chunk]
                : Pass().Pass.Condition(Keys(seed, first), (_, _) => { }, CancellationToken.None);
            yield return new WeightChunk(first, Math.Min(programs.Samples, samples - first), weights.Values, process.LogNoiseOfChunk());
        }
    }

    private (LargeContextPass Pass, ContextReader Reader) Pass()
    {
        var reader = new ContextReader(context, process.Frame.Scaling, options.BatchPoints, programs.Precision);
        return (new LargeContextPass(programs, reader, options.BatchPoints), reader);
    }

    private RandomKey[] Keys(ulong seed, int first) => WeightChunk.Keys(context.Id, seed, first);
}
