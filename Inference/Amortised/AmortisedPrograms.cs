using System.Collections.Concurrent;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The compiled programs of one amortised process that turn a context into weight samples, made when first needed.</summary>
internal sealed class AmortisedPrograms(IEngine engine, LoweredModel lowered)
{
    private readonly ConcurrentDictionary<int, Lazy<IExecutable>> compiled = [];

    public IEngine Engine => engine;

    /// <summary>What weight samples become.</summary>
    public NetworkPrograms Network { get; } = new(engine, lowered.Model, lowered.Model.RequirePseudoLikelihood().LastLayer.Weights);

    /// <summary>Inputs context.*, keys; outputs the weights of every layer, then the last layer's posterior where it is integrated
    /// out.</summary>
    public IExecutable Weights(int capacity) =>
        compiled.GetOrAdd(capacity, _ => new Lazy<IExecutable>(() => engine.Compile(Build(capacity)))).Value;

    private Program Build(int capacity)
    {
        var model = lowered.Model;
        var context = PointBatch.Named("context", 1, capacity, model.Inputs, model.Outputs);
        var posterior = PosteriorPass.Run(lowered, context, NetworkPrograms.SampleChunk);
        var layers = posterior.Weights.Select((w, i) => (NetworkPrograms.LayerName(i), w));
        return Network.IntegratesLastLayer
            ? Program.Of([.. layers, (NetworkPrograms.LastMean, posterior.LastLayer.Mean), (NetworkPrograms.LastRoot, posterior.LastLayer.Root)])
            : Program.Of([.. layers]);
    }
}
