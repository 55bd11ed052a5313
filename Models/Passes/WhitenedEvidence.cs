// Features P = [F, 1], pseudo-targets y, precisions lam, prior w = mu + L v:
//   Psi = lam^1/2 P L,   rho = lam^1/2 (y - P mu)      (rows of padding are 0)
// Independent units: one such pair per unit, points as rows. All units together: rows are points of the first unit, then of the second ..;
// row (d, n) of Psi is lam_nd^1/2 P_n times the rows of L that belong to unit d.
// A draw v of q(v) = p(v) N(rho; Psi v, I) / N(rho; 0, I + Psi Psi') leaves r = rho - Psi v = lam^1/2 (y - P w), and
//   log p(v) - log q(v) = 1/2 [ |r|^2 - rho' (I + Psi Psi')^-1 rho - log det (I + Psi Psi') ]
//                       = 1/2 [ |r|^2 - |rho|^2 + |C^-1 Psi' rho|^2 - log det C C' ],   C C' = I + Psi' Psi.
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>A layer's pseudo-data in whitened coordinates, for G groups of independent weights: the units, or one.</summary>
/// <param name="Psi">[tasks, samples, G, rows, columns].</param>
/// <param name="Rho">[tasks, samples, G, rows, 1].</param>
internal sealed record WhitenedEvidence(Expr Psi, Expr Rho)
{
    /// <summary>Of independent units.</summary>
    public static WhitenedEvidence Of(LayerPrior prior, Expr features, Expr targets, Expr logNoise, Expr mask, int samples)
    {
        var (b, s, u, n, k) = (targets.Shape[0], samples, targets.Shape[3], targets.Shape[2], prior.Mean.Shape[1]);
        var p = WithBias(features);
        var root = PerUnit(RootPrecision(logNoise, mask), [b, s, u, n]);
        var perUnit = p.Reshape([b, p.Shape[1], 1, n, k]);
        var whitened = prior.Structure == FactorStructure.Lower
            ? Expr.MatMul(perUnit, prior.Factor.UnpackLower(k))
            : perUnit * prior.Factor.Reshape([prior.Factor.Shape[0], 1, k]);
        var residual = PerUnit(targets - Expr.MatMul(p, prior.Mean, transposeRight: true), [b, s, u, n]);
        return new WhitenedEvidence((root * whitened).BroadcastTo([b, s, u, n, k]), root * residual);
    }

    /// <summary>Of all units together.</summary>
    public static WhitenedEvidence Of(
        JointPrior prior, Expr? below, Expr features, Expr targets, Expr logNoise, Expr mask, int samples)
    {
        var (b, s, u, n) = (targets.Shape[0], samples, targets.Shape[3], targets.Shape[2]);
        int k = prior.Mean.Shape[1], weights = u * k;
        var p = WithBias(features);
        var root = PerUnit(RootPrecision(logNoise, mask), [b, s, u, n]);
        var whitened = Expr.MatMul(p.Reshape([b, p.Shape[1], 1, n, k]), prior.Factor.Reshape([u, k, weights]));
        var residual = PerUnit(targets - Expr.MatMul(p, prior.MeanGiven(below), transposeRight: true), [b, s, u, n]);
        return new WhitenedEvidence(
            (root * whitened).BroadcastTo([b, s, u, n, weights]).Reshape([b, s, 1, u * n, weights]),
            (root * residual).Reshape([b, s, 1, u * n, 1]));
    }

    /// <summary>How much likelier weights drawn from the posterior are under the prior, log p(v) - log q(v).</summary>
    /// <param name="weighted">What the draws leave of the pseudo-targets, weighted by root precision, in the shape of <see cref="Rho"/>:
    /// <see cref="Weighted"/>.</param>
    /// <returns>[tasks, samples].</returns>
    public Expr LogPriorOverPosterior(Expr weighted)
    {
        int k = Psi.Shape[4];
        var identity = Expr.Constant(Tensor.Generate([k, k], i => i / k == i % k ? 1 : 0));
        var c = (identity + Expr.MatMul(Psi, Psi, transposeLeft: true)).Cholesky();
        var solved = c.TriangularSolve(Expr.MatMul(Psi, Rho, transposeLeft: true));
        return (Squared(weighted) - Squared(Rho) + Squared(solved) - c.LogDeterminantOfFactor()).Sum(^1) * 0.5;
    }

    /// <summary>Residuals [tasks, samples, points, units] times root precision, in the shape of <see cref="Rho"/>.</summary>
    public Expr Weighted(Expr residuals, Expr logNoise, Expr mask)
    {
        var (b, n) = (residuals.Shape[0], residuals.Shape[2]);
        var (s, u) = (Rho.Shape[1], residuals.Shape[3]);
        return (PerUnit(RootPrecision(logNoise, mask), [b, s, u, n]) * PerUnit(residuals, [b, s, u, n])).Reshape(Rho.Shape);
    }

    /// <summary>A mask of points [tasks, points] as one of rows [tasks, 1, 1, rows, 1].</summary>
    public Expr OfRows(Expr mask)
    {
        var (b, n, rows) = (mask.Shape[0], mask.Shape[1], Rho.Shape[3]);
        int repeats = n == 0 ? 0 : rows / n;
        return mask.Reshape([b, 1, n]).BroadcastTo([b, repeats, n]).Reshape([b, 1, 1, rows, 1]);
    }

    /// <summary>[F, 1] for features [tasks, samples or 1, points, incoming].</summary>
    public static Expr WithBias(Expr features) => Expr.Concat(3, features, ((Expr)1.0).BroadcastTo(features.Shape.With(3, 1)));

    /// <summary>The squared length of every group's column [tasks, samples, G, n, 1], as [tasks, samples, G].</summary>
    private static Expr Squared(Expr column)
    {
        var shape = column.Shape;
        return column.Square().Reshape([shape[0], shape[1], shape[2], shape[3]]).Sum(^1);
    }

    private static Expr RootPrecision(Expr logNoise, Expr mask)
    {
        var points = mask.Reshape([mask.Shape[0], 1, mask.Shape[1], 1]);
        return (-(logNoise * points)).Exp() * points;
    }

    /// <summary>[tasks*, samples*, points*, units*] as [tasks, samples, units, points, 1].</summary>
    private static Expr PerUnit(Expr x, Shape shape) => x.Transpose().BroadcastTo(shape).Reshape(shape.Append([1]));
}
