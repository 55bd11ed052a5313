using System.Collections.Concurrent;
using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// The compiled programs that condition a process part by part, made when first needed: for every layer one that adds the evidence of a
/// part to
/// the sums it holds, and one that turns the sums into sampled weights; and one that scores a part.
/// </summary>
internal sealed class LargeContextPrograms(IEngine engine, LoweredModel lowered)
{
    public const string Divergence = "divergence", Mean = "mean", Root = "root", Score = "score", Numbers = "context.numbers";

    private readonly ConcurrentDictionary<(string Kind, int Layer, int Capacity), Lazy<IExecutable>> compiled = [];

    public static int Samples => NetworkPrograms.SampleChunk;

    public LoweredModel Lowered => lowered;

    public ElementType Precision => engine.ElementType;

    public int Layers => lowered.Model.LayerCount;

    public bool IntegratesLastLayer => lowered.Model.PseudoLikelihood!.LastLayer.Weights == Dsl.LastLayerWeights.IntegratedOut;

    /// <summary>Inputs context.*, the weights below, keys; adds the part's evidence to the inputs evidence.*.</summary>
    public IExecutable Evidence(int layer, int capacity) => Get("evidence", layer, capacity, () =>
    {
        var part = EvidenceOf(layer, capacity);
        var held = part.AsInputs();
        var sum = held.Plus(part);
        return Program.Build([], [(held.Gram, sum.Gram), (held.Projection, sum.Projection), (held.Noise, sum.Noise)]);
    });

    /// <summary>Inputs evidence.*, keys; outputs the layer's weights, its divergence, and its posterior's mean and root if it is the last
    /// and integrated out.</summary>
    public IExecutable Update(int layer) => Get("update", layer, 0, () =>
    {
        var update = LayerUpdate.Of(lowered, layer, EvidenceOf(layer, 1).AsInputs());
        (string, Expr)[] outputs = [(NetworkPrograms.LayerName(layer), update.Weights), (Divergence, update.Posterior.Divergence!)];
        return layer == Layers - 1 && IntegratesLastLayer
            ? Program.Of([.. outputs, (Mean, update.Posterior.Mean), (Root, update.Posterior.Root)])
            : Program.Of(outputs);
    });

    /// <summary>Inputs context.*, the weights, mean and root; output the log density of the part [1, samples].</summary>
    public IExecutable ContextScore(int capacity) => Get("score", Layers, capacity, () =>
    {
        int last = Layers - 1, fanIn = lowered.Model.FanIn(last);
        Shape weights = [1, Samples, lowered.Model.Outputs, fanIn];
        var posterior = new LastLayerPosterior(Expr.Input(Mean, weights), Expr.Input(Root, weights.Append([fanIn])), null);
        return Program.Of((Score, Models.ContextScore.Of(lowered, Points(capacity), WeightsBelow(Layers), posterior)));
    });

    private LayerEvidence EvidenceOf(int layer, int capacity) => LayerEvidence.Of(
        lowered, layer, Points(capacity), Expr.Input(Numbers, [capacity]), WeightsBelow(layer), Samples);

    private PointBatch Points(int capacity) => PointBatch.Named("context", 1, capacity, lowered.Model.Inputs, lowered.Model.Outputs);

    private ImmutableArray<Expr> WeightsBelow(int layer) => [.. Enumerable.Range(0, layer).Select(l => Expr.Input(
        NetworkPrograms.LayerName(l), [1, Samples, lowered.Model.Width(l), lowered.Model.FanIn(l)]))];

    private IExecutable Get(string kind, int layer, int capacity, Func<Program> build) =>
        compiled.GetOrAdd((kind, layer, capacity), _ => new Lazy<IExecutable>(() => engine.Compile(build()))).Value;
}
