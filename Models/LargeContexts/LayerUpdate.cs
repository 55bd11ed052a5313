// From the sums of LayerEvidence, per task, sample and unit, with L the prior's factor and v0 standard normal:
//   A = I + L'G L = C C',   m = A^-1 L'g,   v = A^-1 (v0 + L'(g - h)),   w = mu + L v
//   KL = 1/2 [ |C^-1|_F^2 + |m|^2 - K + 2 sum log C_kk ]
// the weight form of the conjugate update: the same sample for the same noise.
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>A layer's posterior given the evidence of its whole context.</summary>
/// <param name="Weights">Sampled weights [tasks, samples, units, fanIn].</param>
/// <param name="Posterior">The posterior in closed form; its divergence is that of the layer.</param>
public sealed record LayerUpdate(Expr Weights, LastLayerPosterior Posterior)
{
    /// <summary>The posterior, with weights drawn from the noise that <see cref="PosteriorPass"/> draws.</summary>
    /// <param name="lowered">The model.</param>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <param name="evidence">The evidence of all points.</param>
    public static LayerUpdate Of(LoweredModel lowered, int layer, LayerEvidence evidence)
    {
        var prior = lowered.PriorOf(layer);
        var whole = evidence.Noise.Shape;
        var (tasks, samples, units, k) = (whole[0], whole[1], whole[2], whole[3]);
        var factor = LastLayerPosterior.Dense(prior, k);
        var halves = Expr.Constant(Tensor.Generate([k, k], i => i / k == i % k ? 0.5 : 1)).PackLower(k);
        var half = (evidence.Gram * halves).UnpackLower(k);
        var x = prior.Structure == FactorStructure.Diagonal
            ? half * prior.Factor.Reshape([prior.Factor.Shape[0], k, 1]) * prior.Factor.Reshape([prior.Factor.Shape[0], 1, k])
            : Expr.MatMul(Expr.MatMul(factor, half, transposeLeft: true), factor);
        var identity = Expr.Constant(Tensor.Generate([k, k], i => i / k == i % k ? 1 : 0));
        var c = (identity + x + x.Transpose()).Cholesky();
        var inverse = c.TriangularSolve(identity.BroadcastTo(c.Shape));
        var g = Whitened(evidence.Projection);
        var v0 = Expr.Normal(PosteriorPass.Keys, [tasks, samples], $"layer {layer} weights", units, k);
        var m = Solved(g);
        var v = Solved(v0.Reshape([tasks, samples, units, k, 1]) + g - Whitened(evidence.Noise));
        var ofMatrix = inverse.Square().Sum(^1).Sum(^1) + c.LogDeterminantOfFactor() - k;
        var divergence = ((ofMatrix + m.Square().Sum(^1).Sum(^1)) * 0.5).Sum(^1).BroadcastTo([tasks, samples]);
        return new LayerUpdate(Unwhitened(v), new LastLayerPosterior(
            Unwhitened(m), Expr.MatMul(factor, inverse, transposeRight: true).BroadcastTo(whole.Append([k])), divergence));

        Expr Whitened(Expr weights) => Expr.MatMul(factor, weights.Reshape(weights.Shape.Append([1])), transposeLeft: true);
        Expr Solved(Expr right) => Expr.MatMul(inverse, Expr.MatMul(inverse, right), transposeLeft: true);
        Expr Unwhitened(Expr z)
        {
            var product = Expr.MatMul(factor, z);
            return (prior.Mean + product.Reshape(product.Shape[..^1])).BroadcastTo(whole);
        }
    }
}
