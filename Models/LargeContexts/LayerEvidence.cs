// What the points of a context say about one layer, given the sampled weights below; a sum over points, so parts of a context add
// (Rochussen and Fortuin, ICLR 2026, who use it to condition in minibatches). Per task, sample and unit, with P = [features, 1],
// lam = exp(-2 s), prior mean mu, standard normal noise e:
//   G = sum_n lam_n P_n P_n',   g = sum_n lam_n (y_n - P_n mu) P_n,   h = sum_n lam_n^1/2 e_n P_n
// In whitened coordinates w = mu + L v these are Psi'Psi = L'G L, Psi'rho = L'g and Psi'e = L'h: the prior's factor is applied once, at the
// end, and pairs of features are made once for all units.
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The sums over points from which a layer's posterior is had; a dimension marked * is 1 where all share it.</summary>
/// <param name="Gram">G, packed row-major lower triangles [tasks, samples*, units*, fanIn (fanIn + 1) / 2].</param>
/// <param name="Projection">g [tasks, samples*, units, fanIn].</param>
/// <param name="Noise">h [tasks, samples, units, fanIn].</param>
public sealed record LayerEvidence(Expr Gram, Expr Projection, Expr Noise)
{
    /// <summary>The evidence of some points.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="points">The points.</param>
    /// <param name="numbers">The number of each point in its context, by which its noise is drawn [points].</param>
    /// <param name="below">Sampled weights of the layers below [tasks, samples, units, fanIn].</param>
    /// <param name="samples">Number of weight samples.</param>
    /// <exception cref="Foundation.ModelException">The model has no pseudo-likelihood.</exception>
    public static LayerEvidence Of(
        LoweredModel lowered, int layer, PointBatch points, Expr numbers, ImmutableArray<Expr> below, int samples)
    {
        var model = lowered.Model;
        int tasks = points.Inputs.Shape[0];
        var (entering, features) = FunctionPass.Into(model, points.Inputs, below);
        var (targets, logNoise) = PosteriorPass.PseudoData(
            lowered, layer, model.Features.Apply(points.Inputs), entering, points.Outputs);
        var p = LastLayerPosterior.WithBias(features);
        var root = (-logNoise).Exp() * points.Mask.Reshape([tasks, 1, points.Inputs.Shape[1], 1]);
        var precision = root.Square();
        var residual = targets - Expr.MatMul(p, lowered.PriorOf(layer).Mean, transposeRight: true);
        var e = numbers.NormalAt(PosteriorPass.Keys, [tasks, samples], $"layer {layer} points", model.Width(layer));
        return new LayerEvidence(
            Expr.WeightedGram(p, precision),
            Expr.MatMul(precision * residual, p, transposeLeft: true),
            Expr.MatMul(root.Transpose() * e, p));
    }

    /// <summary>Inputs of a program that hold sums of the same shapes.</summary>
    public LayerEvidence AsInputs() => new(
        Expr.Input("evidence.gram", Gram.Shape), Expr.Input("evidence.projection", Projection.Shape),
        Expr.Input("evidence.noise", Noise.Shape));

    /// <summary>The evidence of these points and of others.</summary>
    /// <param name="other">Evidence of the same shapes.</param>
    public LayerEvidence Plus(LayerEvidence other) => new(Gram + other.Gram, Projection + other.Projection, Noise + other.Noise);
}
