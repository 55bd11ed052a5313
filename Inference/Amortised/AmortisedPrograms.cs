using System.Collections.Concurrent;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The compiled programs of one amortised process that turn a context into weight samples, made when first needed.</summary>
internal sealed class AmortisedPrograms(IEngine engine, LoweredModel lowered)
{
    private readonly ConcurrentDictionary<int, Lazy<IExecutable>> weights = [];
    private readonly ConcurrentDictionary<int, Lazy<IExecutable>> importance = [];

    public IEngine Engine => engine;

    /// <summary>What weight samples become.</summary>
    public NetworkPrograms Network { get; } = new(engine, lowered.Model, lowered.Model.RequirePseudoLikelihood().LastLayer.Weights);

    /// <summary>Inputs context.*, keys; outputs the weights of every layer, then the last layer's posterior where it is integrated
    /// out.</summary>
    public IExecutable Weights(int capacity) => Compiled(weights, capacity, OfWeights);

    /// <summary>Inputs context.*, keys; one output, log p(y, w) - log q(w) of every sample.</summary>
    public IExecutable Importance(int capacity) => Compiled(importance, capacity, OfImportance);

    private IExecutable Compiled(
        ConcurrentDictionary<int, Lazy<IExecutable>> compiled, int capacity, Func<PointBatch, PosteriorPass, Program> build) =>
        compiled.GetOrAdd(capacity, _ => new Lazy<IExecutable>(() =>
        {
            var context = PointBatch.Named("context", 1, capacity, lowered.Model.Inputs, lowered.Model.Outputs);
            return engine.Compile(build(context, PosteriorPass.Run(lowered, context, NetworkPrograms.SampleChunk)));
        })).Value;

    private Program OfImportance(PointBatch context, PosteriorPass posterior) => Program.Of((
        "importance",
        lowered.Likelihood.LogDensity(posterior.ContextOutputs, context.Outputs, context.Mask) + posterior.LogPriorOverPosterior));

    private Program OfWeights(PointBatch context, PosteriorPass posterior)
    {
        var layers = posterior.Weights.Select((w, i) => (NetworkPrograms.LayerName(i), w));
        return Network.IntegratesLastLayer
            ? Program.Of([.. layers, (NetworkPrograms.LastMean, posterior.LastLayer.Mean), (NetworkPrograms.LastRoot, posterior.LastLayer.Root)])
            : Program.Of([.. layers]);
    }
}
