// Features P = [F, 1], pseudo-targets y, precisions lam, prior w = mu + L v:
//   Psi = lam^1/2 P L,   rho = lam^1/2 (y - P mu)      (rows of padding are 0)
// Independent units: one such pair per unit, points as rows. All units together: rows are points of the first unit, then of the second ..;
// row (d, n) of Psi is lam_nd^1/2 P_n times the rows of L that belong to unit d.
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

    /// <summary>A mask of points [tasks, points] as one of rows [tasks, 1, 1, rows, 1].</summary>
    public Expr OfRows(Expr mask)
    {
        var (b, n, rows) = (mask.Shape[0], mask.Shape[1], Rho.Shape[3]);
        int repeats = n == 0 ? 0 : rows / n;
        return mask.Reshape([b, 1, n]).BroadcastTo([b, repeats, n]).Reshape([b, 1, 1, rows, 1]);
    }

    /// <summary>[F, 1] for features [tasks, samples or 1, points, incoming].</summary>
    public static Expr WithBias(Expr features) => Expr.Concat(3, features, ((Expr)1.0).BroadcastTo(features.Shape.With(3, 1)));

    private static Expr RootPrecision(Expr logNoise, Expr mask)
    {
        var points = mask.Reshape([mask.Shape[0], 1, mask.Shape[1], 1]);
        return (-(logNoise * points)).Exp() * points;
    }

    /// <summary>[tasks*, samples*, points*, units*] as [tasks, samples, units, points, 1].</summary>
    private static Expr PerUnit(Expr x, Shape shape) => x.Transpose().BroadcastTo(shape).Reshape(shape.Append([1]));
}
