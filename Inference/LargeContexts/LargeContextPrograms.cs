using System.Collections.Concurrent;
using System.Collections.Immutable;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// The compiled programs that condition a process part by part, made when first needed: for every layer one that adds the evidence of a
/// part to the sums it holds, and one that turns the sums into sampled weights; and one that scores a part. Learned tensors are inputs
/// too, or constants where they are known.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="lowered">The model.</param>
/// <param name="samples">Weight samples that go through together.</param>
internal sealed class LargeContextPrograms(IEngine engine, LoweredModel lowered, int samples)
{
    public const string Divergence = "divergence", Mean = "mean", Root = "root", Score = "score", Numbers = "context.numbers";

    private readonly ConcurrentDictionary<(string Kind, int Layer, int Capacity), Lazy<IExecutable>> compiled = [];

    public int Samples => samples;

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

    /// <summary>Inputs evidence.*, keys; outputs the layer's weights, its posterior's mean and root if it is the last and integrated out,
    /// and its divergence.</summary>
    public IExecutable Update(int layer) => Get("update", layer, 0, () =>
    {
        var evidence = EvidenceOf(layer, 1).AsInputs();
        return Program.Of([.. WeightsOf(layer, evidence), (Divergence, UpdateOf(layer, evidence).Posterior.Divergence!)]);
    });

    /// <summary>Inputs context.*, the weights, mean and root; output the log density of the part [1, samples].</summary>
    public IExecutable ContextScore(int capacity) => Get("score", Layers, capacity, () => Program.Of((Score, ScoreOf(capacity))));

    /// <summary>The evidence of a part.</summary>
    public LayerEvidence EvidenceOf(int layer, int capacity) => LayerEvidence.Of(
        lowered, layer, Points(capacity), Expr.Input(Numbers, [capacity]), WeightsBelow(layer), samples);

    /// <summary>A layer's posterior given its evidence.</summary>
    public LayerUpdate UpdateOf(int layer, LayerEvidence evidence) => LayerUpdate.Of(lowered, layer, evidence);

    /// <summary>What later layers and predictions want of a layer, by name.</summary>
    public IEnumerable<(string Name, Expr Value)> WeightsOf(int layer, LayerEvidence evidence)
    {
        var update = UpdateOf(layer, evidence);
        yield return (NetworkPrograms.LayerName(layer), update.Weights);
        if (layer == Layers - 1 && IntegratesLastLayer)
        {
            yield return (Mean, update.Posterior.Mean);
            yield return (Root, update.Posterior.Root);
        }
    }

    /// <summary>The log density of a part [1, samples].</summary>
    public Expr ScoreOf(int capacity)
    {
        var last = LastPosteriorInputs();
        return Models.ContextScore.Of(
            lowered, Points(capacity), WeightsBelow(Layers), new LastLayerPosterior(last[0], last[1], null));
    }

    /// <summary>Sampled weights of the layers below a layer, as inputs.</summary>
    public ImmutableArray<Expr> WeightsBelow(int layer) => [.. Enumerable.Range(0, layer).Select(l => Expr.Input(
        NetworkPrograms.LayerName(l), [1, samples, lowered.Model.Width(l), lowered.Model.FanIn(l)]))];

    /// <summary>The last layer's posterior mean and root, as inputs.</summary>
    public ImmutableArray<Expr> LastPosteriorInputs()
    {
        int fanIn = lowered.Model.FanIn(Layers - 1);
        Shape weights = [1, samples, lowered.Model.Outputs, fanIn];
        return [Expr.Input(Mean, weights), Expr.Input(Root, weights.Append([fanIn]))];
    }

    private PointBatch Points(int capacity) => PointBatch.Named("context", 1, capacity, lowered.Model.Inputs, lowered.Model.Outputs);

    private IExecutable Get(string kind, int layer, int capacity, Func<Program> build) =>
        compiled.GetOrAdd((kind, layer, capacity), _ => new Lazy<IExecutable>(() => engine.Compile(build()))).Value;
}
