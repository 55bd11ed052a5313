// The inference network of one layer (Rochussen and Fortuin, ICLR 2026): an MLP applied to every context point,
//   a_0 = (features(x), [h,] y),  a_i = phi(a_{i-1} W_i' + b_i),  out = a_last W' + b;
// pseudo-targets are its first outputs, raw log standard deviations r the others, and s = r - 2, clamped from below where a floor is set.
// Weights and biases start uniform on +- 1 / sqrt(incoming).
using System.Collections.Immutable;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The network that maps each context point to pseudo-data of one layer.</summary>
public sealed class InferenceNet
{
    /// <summary>What is subtracted from the raw log standard deviation, so that pseudo-noise starts near exp(-2) = 0.135.</summary>
    public const double LogNoiseOffset = 2;

    private readonly BnnModel model;
    private readonly PseudoLikelihood pseudo;
    private readonly int layer;
    private readonly NetShape? shape;
    private readonly ImmutableArray<int> widths;

    private InferenceNet(BnnModel model, PseudoLikelihood pseudo, int layer)
    {
        this.model = model;
        this.pseudo = pseudo;
        this.layer = layer;
        bool last = layer == model.LayerCount - 1;
        GivesTargets = !last || pseudo.LastLayer.Targets == PseudoTargets.Network;
        GivesNoise = !last || pseudo.LastLayer.Noise == PseudoNoise.Network;
        SeesActivations = layer > 0 && pseudo.Input is NetInput.PointAndActivations;
        shape = model.NetShapeOf(layer);
        widths = shape is null ? [] : [shape.Inputs, .. shape.Hidden, shape.Outputs];
    }

    /// <summary>Whether the network gives pseudo-targets; the observed outputs are used where not.</summary>
    public bool GivesTargets { get; }

    /// <summary>Whether the network gives pseudo-noise; the likelihood's is used where not.</summary>
    public bool GivesNoise { get; }

    /// <summary>Whether the network sees the layer below, so that pseudo-data differ between weight samples.</summary>
    public bool SeesActivations { get; }

    /// <summary>The learned tensors; none where the network gives nothing.</summary>
    public IEnumerable<ParameterSpec> Parameters()
    {
        for (int i = 1; i < widths.Length; i++)
        {
            int incoming = widths[i - 1], outgoing = widths[i];
            yield return new ParameterSpec(Name("weights", i), [outgoing, incoming], ParameterRole.InferenceNet, 0, k =>
                Uniform([outgoing, incoming], incoming, k));
            yield return new ParameterSpec(Name("biases", i), [outgoing], ParameterRole.InferenceNet, 0, k =>
                Uniform([outgoing], incoming, k));
        }

        static Tensor Uniform(Shape shape, int incoming, RandomKey key) =>
            Tensor.Generate(shape, i => (2 * key.Uniform(0, i) - 1) / Math.Sqrt(incoming));
    }

    /// <summary>The network of a layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ModelException">The model has no pseudo-likelihood.</exception>
    public static InferenceNet Of(BnnModel model, int layer) => new(model, model.RequirePseudoLikelihood(), layer);

    /// <summary>Pseudo-targets and log standard deviations [tasks, 1 or samples, points, units]; null where the network gives
    /// none.</summary>
    /// <param name="features">Features of the context inputs [tasks, points, features].</param>
    /// <param name="activations">The layer below before its nonlinearity [tasks, samples, points, incoming]; used if the network sees
    /// it.</param>
    /// <param name="outputs">Context outputs, scaled [tasks, points, outputs].</param>
    /// <param name="parameters">A parameter's expression by name.</param>
    public (Expr? Targets, Expr? LogNoise) Apply(Expr features, Expr? activations, Expr outputs, Func<string, Expr> parameters)
    {
        if (shape is null)
        {
            return (null, null);
        }
        var (tasks, points) = (outputs.Shape[0], outputs.Shape[1]);
        int samples = SeesActivations ? activations!.Shape[1] : 1;
        Expr Spread(Expr x) => x.Reshape([tasks, 1, points, x.Shape[2]]).BroadcastTo([tasks, samples, points, x.Shape[2]]);
        var input = SeesActivations
            ? Expr.Concat(3, Spread(features), activations!, Spread(outputs))
            : Expr.Concat(2, features, outputs);
        var value = input.Reshape([tasks * samples * points, widths[0]]);
        for (int i = 1; i < widths.Length; i++)
        {
            value = Expr.MatMul(value, parameters(Name("weights", i)), transposeRight: true) + parameters(Name("biases", i));
            value = i < widths.Length - 1 ? shape.Activation.Apply(value) : value;
        }
        int units = model.Width(layer);
        Expr Part(int start) => value.Slice(1, start, units).Reshape([tasks, samples, points, units]);
        return (GivesTargets ? Part(0) : null, GivesNoise ? Floored(Part(GivesTargets ? units : 0) - LogNoiseOffset) : null);
    }

    private Expr Floored(Expr logNoise) => pseudo.Floor is LogNoiseFloor.At at ? Expr.Maximum(logNoise, at.LogStdDev) : logNoise;

    private string Name(string what, int i) => $"{model.PathOf(layer)}.net.{what}[{i - 1}]";
}
