// Reverse mode of conditioning in parts (Rochussen and Fortuin, ICLR 2026). With J = mean_s [ sum_m ll_m,s - sum_l KL_l,s ] and
// E_l = sum_m E_l,m the evidence of layer l, each E_l,m a function of the weights below and of the parameters:
//   score of a part:     adjoints of the weights and of the likelihood, from mean_s ll_m,s
//   update of layer l:   adjoints of E_l and of the prior, from  sum Wbar_l W_l - mean_s KL_l,s
//   evidence of a part:  adjoints of the weights below and of the parameters, from  sum Ebar_l E_l,m
using System.Collections.Concurrent;
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The compiled programs of the gradient of one large task's bound; an adjoint has the name of what it is of, behind
/// <see cref="Bar"/>.</summary>
internal sealed class LargeGradientPrograms(IEngine engine, LargeContextPrograms forward)
{
    public const string Bar = "adjoint of ";

    private readonly ConcurrentDictionary<(string Kind, int Layer, int Capacity), Lazy<IExecutable>> compiled = [];

    private ImmutableArray<Expr> Parameters => [.. forward.Lowered.Parameters.Select(s => forward.Lowered.Parameter(s.Name))];

    /// <summary>Inputs context.*, the weights, mean and root; outputs the mean log density of the part, and adjoints.</summary>
    public IExecutable Score(int capacity) => Get("score", 0, capacity, () =>
    {
        var score = MeanOverSamples(forward.ScoreOf(capacity));
        var variables = Parameters.AddRange(forward.WeightsBelow(forward.Layers)).AddRange(forward.LastPosteriorInputs());
        return Program.Of([(LargeContextPrograms.Score, score), .. Adjoints(score, variables)]);
    });

    /// <summary>Inputs evidence.*, keys, adjoints of the layer's weights, mean and root; outputs adjoints.</summary>
    public IExecutable Update(int layer) => Get("update", layer, 0, () =>
    {
        var evidence = forward.EvidenceOf(layer, 1).AsInputs();
        var value = -MeanOverSamples(forward.UpdateOf(layer, evidence).Posterior.Divergence!);
        foreach (var (name, result) in forward.WeightsOf(layer, evidence))
        {
            value += (Expr.Input(Bar + name, result.Shape) * result).Sum();
        }
        return Program.Of([.. Adjoints(value, Parameters.AddRange(evidence.Gram, evidence.Projection, evidence.Noise))]);
    });

    /// <summary>Inputs context.*, the weights below, keys, adjoints of evidence.*; outputs adjoints.</summary>
    public IExecutable Evidence(int layer, int capacity) => Get("evidence", layer, capacity, () =>
    {
        var part = forward.EvidenceOf(layer, capacity);
        var held = part.AsInputs();
        var value = Contracted(held.Gram, part.Gram) + Contracted(held.Projection, part.Projection) + Contracted(held.Noise, part.Noise);
        return Program.Of([.. Adjoints(value, Parameters.AddRange(forward.WeightsBelow(layer)))]);
    });

    private static Expr Contracted(Expr held, Expr part) =>
        (Expr.Input(Bar + ((Operation.Input)held.Node.Operation).Label, part.Shape) * part).Sum();

    private static Expr MeanOverSamples(Expr perSample) => perSample.Sum() * (1.0 / perSample.Shape.Size);

    private static IEnumerable<(string, Expr)> Adjoints(Expr scalar, ImmutableArray<Expr> variables) =>
        Gradients.Pullback([(scalar, (Expr)1.0)], variables).Zip(variables)
            .Where(pair => pair.First is not null)
            .Select(pair => (Bar + ((Operation.Input)pair.Second.Node.Operation).Label, pair.First!));

    private IExecutable Get(string kind, int layer, int capacity, Func<Program> build) =>
        compiled.GetOrAdd((kind, layer, capacity), _ => new Lazy<IExecutable>(() => engine.Compile(build()))).Value;
}
