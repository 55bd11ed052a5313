// The posterior of all weights of a layer together, per task and sample; Psi (R x W) and rho (R) are the pseudo-data of all D units, R =
// N D rows for N points, W = D K weights; v0 and e standard normal noise, the same as in the update of independent units:
//   weight form:  A = I + Psi'Psi = C C';  m = A^-1 Psi' rho;  v = A^-1 (v0 + Psi'(rho - e));
//                 KL = 1/2 [ |C^-1|_F^2 + |m|^2 - W + 2 sum log C_kk ]
//   point form:   B = I + Psi Psi' = C C';  a = B^-1 rho;  m = Psi'a;  v = v0 + Psi' B^-1 (rho - Psi v0 - e);
//                 KL = 1/2 [ |C^-1|_F^2 + |m|^2 - R + 2 sum log C_nn ]
//   w = mu + sum_{k<l} L_lk z_k + L_ll v,  and v is the z of this layer for those above.
// The same sample in both forms; the one with the smaller matrix is taken. With a block-diagonal factor both are those of single units.
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The conjugate update of a layer whose units are correlated a priori.</summary>
/// <param name="Whitened">v [tasks, samples, W, 1].</param>
/// <param name="Weights">Sampled weights [tasks, samples, units, fanIn].</param>
/// <param name="Divergence">KL from the prior given the layers below [tasks, samples].</param>
/// <param name="Outputs">The layer's outputs at the context points [tasks, samples, points, units]; 0 on padding.</param>
/// <param name="Posterior">The posterior in closed form: of each unit by itself, where there are several.</param>
internal sealed record JointUpdate(Expr Whitened, Expr Weights, Expr Divergence, Expr Outputs, LastLayerPosterior Posterior)
{
    /// <summary>The update.</summary>
    /// <param name="prior">The layer's prior.</param>
    /// <param name="below">Whitened coordinates of the layers below [tasks, samples, B]; null for the first layer.</param>
    /// <param name="evidence">The pseudo-data.</param>
    /// <param name="features">What enters the layer at the context points [tasks, samples or 1, points, incoming].</param>
    /// <param name="mask">1 at real points [tasks, points].</param>
    /// <param name="weightNoise">v0 [tasks, samples, units, fanIn].</param>
    /// <param name="pointNoise">e [tasks, samples, units, points].</param>
    public static JointUpdate Of(
        JointPrior prior, Expr? below, WhitenedEvidence evidence, Expr features, Expr mask, Expr weightNoise, Expr pointNoise)
    {
        var (b, s, u, k) = (weightNoise.Shape[0], weightNoise.Shape[1], weightNoise.Shape[2], weightNoise.Shape[3]);
        int w = u * k, r = evidence.Rho.Shape[3];
        var (psi, rho) = (evidence.Psi.Reshape([b, s, r, w]), evidence.Rho.Reshape([b, s, r, 1]));
        var (v0, e) = (weightNoise.Reshape([b, s, w, 1]), pointNoise.Reshape([b, s, r, 1]));
        bool pointForm = r < w;
        int order = pointForm ? r : w;
        var a = (Identity(w) + Expr.MatMul(psi, psi, transposeLeft: true)).Cholesky();
        var c = pointForm ? (Identity(r) + Expr.MatMul(psi, psi, transposeRight: true)).Cholesky() : a;
        var m = pointForm ? Back(Solve(rho)) : Solve(Back(rho));
        var v = pointForm ? v0 + Back(Solve(rho - Expr.MatMul(psi, v0) - e)) : Solve(v0 + Back(rho - e));
        var divergence = (Inverse(c, order).Square().Reshape([b, s, order * order]).Sum(^1) + m.Square().Reshape([b, s, w]).Sum(^1)
            - order + c.LogDeterminantOfFactor()) * 0.5;
        var mean = prior.MeanGiven(below);
        var weights = mean + prior.Times(v);
        var outputs = Expr.MatMul(WhitenedEvidence.WithBias(features), weights, transposeRight: true)
            * mask.Reshape([b, 1, mask.Shape[1], 1]);
        var root = Expr.MatMul(prior.Factor, Inverse(a, w), transposeRight: true).Reshape([b, s, u, k, w]);
        return new JointUpdate(v, weights, divergence, outputs, new LastLayerPosterior(mean + prior.Times(m), root, divergence));

        Expr Solve(Expr x) => c.TriangularSolve(c.TriangularSolve(x), transposed: true);
        Expr Back(Expr x) => Expr.MatMul(psi, x, transposeLeft: true);
        Expr Inverse(Expr factor, int n) => factor.TriangularSolve(Identity(n).BroadcastTo([b, s, n, n]));
    }

    private static Expr Identity(int n) => Expr.Constant(Tensor.Generate([n, n], i => i / n == i % n ? 1 : 0));
}
