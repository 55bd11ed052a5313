using System.Collections.Concurrent;
using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// The compiled programs that turn weight samples into function values or joint densities at points, made when first needed, for one
/// task at a time. Capacities are powers of two, so there are few; samples and points go through in chunks, so memory is bounded.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="model">The model.</param>
/// <param name="lastLayer">Whether the last layer's weights are sampled or integrated out.</param>
/// <param name="columns">Columns of the last layer's root where it is integrated out: its fan-in, unless said otherwise.</param>
internal sealed class NetworkPrograms(IEngine engine, BnnModel model, LastLayerWeights lastLayer, int? columns = null)
{
    /// <summary>Weight samples of a chunk.</summary>
    public const int SampleChunk = 25;

    /// <summary>Points of a chunk of function values, at most.</summary>
    public const int PointChunk = 256;

    /// <summary>The program input with the log noise standard deviations of every sample, [1, samples, 1, outputs].</summary>
    public const string LogNoise = "log noise";

    /// <summary>Names of the last layer's posterior among inputs and outputs, where it is integrated out.</summary>
    public const string LastMean = "mean", LastRoot = "root";

    private const int SmallestCapacity = 8;

    private readonly ConcurrentDictionary<(string Kind, int Capacity), Lazy<IExecutable>> compiled = [];

    public BnnModel Model => model;

    public bool IntegratesLastLayer => lastLayer == LastLayerWeights.IntegratedOut;

    public static int Capacity(int points) => Math.Max(SmallestCapacity,
        (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(points, 1)));

    public static string LayerName(int layer) => $"weights[{layer}]";

    /// <summary>Inputs points.inputs and the weights; output f, of whole functions with sampled weights throughout.</summary>
    public IExecutable Functions(int capacity) => Get("functions", capacity, () => Program.Of(("f", Function(Points(capacity)).Outputs)));

    /// <summary>Inputs points.inputs and the weights; outputs mean and variance of f given the lower layers.</summary>
    public IExecutable Moments(int capacity) => Get("moments", capacity, () =>
    {
        var (mean, variance) = LastLayer().Function(Function(Points(capacity)).LastFeatures);
        return Program.Of(("f", mean), ("variance", variance));
    });

    /// <summary>Inputs points.*, the weights and the log noise; output the joint log density of the points, [samples, outputs].</summary>
    public IExecutable JointDensities(int capacity) => Get("densities", capacity, () =>
    {
        var points = Points(capacity);
        var function = Function(points);
        var logNoise = Expr.Input(LogNoise, [1, SampleChunk, 1, model.Outputs]);
        var density = IntegratesLastLayer
            ? LastLayer().JointLogDensity(function.LastFeatures, points.Outputs, points.Mask, logNoise)
            : LikelihoodTerms.WithLogNoise(model.Likelihood is Likelihood.Gaussian ? logNoise : null)
                .LogDensityPerOutput(function.Outputs, points.Outputs, points.Mask);
        return Program.Of(("density", density));
    });

    /// <summary>Inputs points.*, the weights and the log noise; output the log density of each point under whole functions, summed over
    /// outputs, [1, samples, points].</summary>
    public IExecutable PointDensities(int capacity) => Get("point densities", capacity, () =>
    {
        var points = Points(capacity);
        var noise = model.Likelihood is Likelihood.Gaussian ? Expr.Input(LogNoise, [1, SampleChunk, 1, model.Outputs]) : null;
        return Program.Of(("density", LikelihoodTerms.WithLogNoise(noise)
            .LogDensityPerPoint(Function(points).Outputs, points.Outputs, points.Mask)));
    });

    private PointBatch Points(int capacity) => PointBatch.Named("points", 1, capacity, model.Inputs, model.Outputs);

    private FunctionPass Function(PointBatch points) => FunctionPass.Run(model, points.Inputs, WeightInputs());

    private ImmutableArray<Expr> WeightInputs() =>
        [.. Enumerable.Range(0, model.LayerCount).Select(l => Expr.Input(LayerName(l), [1, SampleChunk, model.Width(l), model.FanIn(l)]))];

    private LastLayerPosterior LastLayer()
    {
        int fanIn = model.FanIn(model.LayerCount - 1);
        return new LastLayerPosterior(
            Expr.Input(LastMean, [1, SampleChunk, model.Outputs, fanIn]),
            Expr.Input(LastRoot, [1, SampleChunk, model.Outputs, fanIn, columns ?? fanIn]), null);
    }

    private IExecutable Get(string kind, int capacity, Func<Program> build) =>
        compiled.GetOrAdd((kind, capacity), _ => new Lazy<IExecutable>(() => engine.Compile(build()))).Value;
}
