using System.Collections.Concurrent;
using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// The compiled programs of one process, made when first needed, for one task at a time: from a context to weight samples, and from
/// weight samples to
/// function values or joint densities at points. Capacities are powers of two, so there are few; samples and points go through in
/// chunks, so memory is bounded.
/// </summary>
internal sealed class PredictionPrograms(IEngine engine, LoweredModel lowered)
{
    /// <summary>Weight samples of a chunk.</summary>
    public const int SampleChunk = 25;

    /// <summary>Points of a chunk of function values, at most.</summary>
    public const int PointChunk = 256;

    private const int SmallestCapacity = 8;

    private readonly ConcurrentDictionary<(string Kind, int Capacity), Lazy<IExecutable>> compiled = [];

    public BnnModel Model => lowered.Model;

    public bool IntegratesLastLayer => Model.PseudoLikelihood!.LastLayer.Weights == LastLayerWeights.IntegratedOut;

    public static int Capacity(int points) => Math.Max(SmallestCapacity,
        (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(points, 1)));

    /// <summary>Inputs context.*, keys; outputs the weights of every layer, then the last layer's posterior mean and root.</summary>
    public IExecutable Weights(int capacity) => Get("weights", capacity, () =>
    {
        var context = PointBatch.Named("context", 1, capacity, Model.Inputs, Model.Outputs);
        var posterior = PosteriorPass.Run(lowered, context, SampleChunk);
        var layers = posterior.Weights.Select((w, i) => (LayerName(i), w));
        return IntegratesLastLayer
            ? Program.Of([.. layers, ("mean", posterior.LastLayer.Mean), ("root", posterior.LastLayer.Root)])
            : Program.Of([.. layers]);
    });

    /// <summary>Inputs points.inputs and the weights; output f, of whole functions with sampled weights throughout.</summary>
    public IExecutable Functions(int capacity) => Get("functions", capacity, () => Program.Of(("f", Function(Points(capacity)).Outputs)));

    /// <summary>Inputs points.inputs and the weights; outputs mean and variance of f given the lower layers.</summary>
    public IExecutable Moments(int capacity) => Get("moments", capacity, () =>
    {
        var (mean, variance) = LastLayer().Function(Function(Points(capacity)).LastFeatures);
        return Program.Of(("f", mean), ("variance", variance));
    });

    /// <summary>Inputs points.* and the weights; output the joint log density of the points, [samples, outputs].</summary>
    public IExecutable JointDensities(int capacity) => Get("densities", capacity, () =>
    {
        var points = Points(capacity);
        var function = Function(points);
        var density = IntegratesLastLayer
            ? LastLayer().JointLogDensity(function.LastFeatures, points.Outputs, points.Mask, lowered.Likelihood.LogStdDev!)
            : lowered.Likelihood.LogDensityPerOutput(function.Outputs, points.Outputs, points.Mask);
        return Program.Of(("density", density));
    });

    public static string LayerName(int layer) => $"weights[{layer}]";

    private PointBatch Points(int capacity) => PointBatch.Named("points", 1, capacity, Model.Inputs, Model.Outputs);

    private FunctionPass Function(PointBatch points) => FunctionPass.Run(Model, points.Inputs, WeightInputs());

    private ImmutableArray<Expr> WeightInputs() =>
        [.. Enumerable.Range(0, Model.LayerCount).Select(l => Expr.Input(LayerName(l), [1, SampleChunk, Model.Width(l), Model.FanIn(l)]))];

    private LastLayerPosterior LastLayer()
    {
        int fanIn = Model.FanIn(Model.LayerCount - 1);
        return new LastLayerPosterior(
            Expr.Input("mean", [1, SampleChunk, Model.Outputs, fanIn]),
                Expr.Input("root", [1, SampleChunk, Model.Outputs, fanIn, fanIn]), null);
    }

    private IExecutable Get(string kind, int capacity, Func<Program> build) =>
        compiled.GetOrAdd((kind, capacity), _ => new Lazy<IExecutable>(() => engine.Compile(build()))).Value;
}
