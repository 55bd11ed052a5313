// The last layer given the sampled layers below, per output; P = [features, 1], prior w = mu + L v, whitened as in the conjugate update:
//   Psi = lam^1/2 P L,  A = I + Psi'Psi = C C',  m = A^-1 Psi' rho;   w ~ Normal(mu + L m, R R'),  R = L C'^-1
//   KL = 1/2 [ |C^-1|_F^2 + |m|^2 - K + 2 sum log C_kk ]
// At points with features P and noise sigma:  f ~ Normal(P (mu + L m), (P R)(P R)').
//   E log p(y | f) = -1/2 sum [ (y - mean)^2 + |P R|^2_row ] / sigma^2 - n (log sigma + 1/2 log 2 pi)
//   log p(y_n), weights integrated out: v = |P R|^2_row + sigma^2,  -1/2 ( (y - mean)^2 / v + log v + log 2 pi )
//   log p(y), weights integrated out, all points at once: with G = P R / sigma, r = (y - mean) / sigma, Q = I + G'G, d = Q^-1 G' r:
//     -1/2 ( |r - G d|^2 + |d|^2 + log det Q ) - n (log sigma + 1/2 log 2 pi)
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The Gaussian posterior of the last layer's weights in closed form.</summary>
/// <param name="Mean">Posterior means of the weights [tasks, samples, outputs, fanIn].</param>
/// <param name="Root">R with R R' the posterior covariance of each output [tasks, samples, outputs, fanIn, columns]; columns are fanIn
/// unless more than an output's own weights go into it.</param>
/// <param name="Divergence">KL from the prior, summed over outputs [tasks, samples]; null where the posterior was read back from
/// numbers.</param>
public sealed record LastLayerPosterior(Expr Mean, Expr Root, Expr? Divergence)
{
    /// <summary>The posterior given pseudo-data.</summary>
    /// <param name="prior">The last layer's prior.</param>
    /// <param name="features">What enters the layer at the context points [tasks, samples or 1, points, incoming].</param>
    /// <param name="targets">Pseudo-targets [tasks, samples or 1, points, outputs].</param>
    /// <param name="logNoise">Log pseudo standard deviations, broadcasting to the targets' shape with all samples.</param>
    /// <param name="mask">1 at real points [tasks, points].</param>
    /// <param name="samples">Number of samples of the layers below.</param>
    public static LastLayerPosterior Of(LayerPrior prior, Expr features, Expr targets, Expr logNoise, Expr mask, int samples)
    {
        var (b, n, u, k) = (targets.Shape[0], targets.Shape[2], targets.Shape[3], prior.Mean.Shape[1]);
        int s = samples;
        var p = WithBias(features);
        var rootPrecision = PerOutput((-logNoise).Exp() * mask.Reshape([b, 1, n, 1]));
        var factor = Dense(prior, k);
        var psi = rootPrecision * Expr.MatMul(p.Reshape([b, p.Shape[1], 1, n, k]), factor).BroadcastTo([b, s, u, n, k]);
        var rho = rootPrecision * PerOutput(targets - Expr.MatMul(p, prior.Mean, transposeRight: true));
        var identity = Expr.Constant(Tensor.Generate([k, k], i => i / k == i % k ? 1 : 0));
        var c = (identity + Expr.MatMul(psi, psi, transposeLeft: true)).Cholesky();
        var inverse = c.TriangularSolve(identity.BroadcastTo([b, s, u, k, k]));
        var m = Expr.MatMul(inverse, Expr.MatMul(inverse, Expr.MatMul(psi, rho, transposeLeft: true)), transposeLeft: true);
        var divergence = (inverse.Square().Reshape([b, s, u, k * k]).Sum(^1) + m.Square().Reshape([b, s, u, k]).Sum(^1)
            - k + c.LogDeterminantOfFactor()) * 0.5;
        var mean = prior.Mean + Expr.MatMul(factor, m).Reshape([b, s, u, k]);
        return new LastLayerPosterior(mean, Expr.MatMul(factor, inverse, transposeRight: true), divergence.Sum(^1));

        Expr PerOutput(Expr x) => x.Transpose().BroadcastTo([b, s, u, n]).Reshape([b, s, u, n, 1]);
    }

    /// <summary>Means and variances of f at points, given the layers below.</summary>
    /// <param name="features">What enters the layer at the points [tasks, samples or 1, points, incoming].</param>
    /// <returns>Both [tasks, samples, points, outputs].</returns>
    public (Expr Mean, Expr Variance) Function(Expr features)
    {
        var p = WithBias(features);
        return (Expr.MatMul(p, Mean, transposeRight: true), Spread(p).Square().Sum(^1).Transpose());
    }

    /// <summary>E log p(y | f) over the last layer's weights, summed over outputs and the points that the mask keeps.</summary>
    /// <param name="features">What enters the layer at the points [tasks, samples or 1, points, incoming].</param>
    /// <param name="y">Observations [tasks, points, outputs].</param>
    /// <param name="mask">1 at points that count [tasks, points].</param>
    /// <param name="logStdDev">Log noise standard deviations [outputs].</param>
    /// <returns>[tasks, samples].</returns>
    public Expr ExpectedLogDensity(Expr features, Expr y, Expr mask, Expr logStdDev)
    {
        var (b, n, u) = (y.Shape[0], y.Shape[1], y.Shape[2]);
        var (mean, variance) = Function(features);
        var squares = (y.Reshape([b, 1, n, u]) - mean).Square() + variance;
        var perOutput = squares * (logStdDev * -2.0).Exp() * -0.5 - logStdDev - 0.5 * Math.Log(2 * Math.PI);
        return (perOutput * mask.Reshape([b, 1, n, 1])).Sum(^1).Sum(^1);
    }

    /// <summary>The log predictive density of each point by itself, with this layer's weights integrated out, summed over outputs; 0 at
    /// points that the mask drops.</summary>
    /// <param name="features">What enters the layer at the points [tasks, samples or 1, points, incoming].</param>
    /// <param name="y">Observations [tasks, points, outputs].</param>
    /// <param name="mask">1 at points that count [tasks, points].</param>
    /// <param name="logStdDev">Log noise standard deviations [outputs].</param>
    /// <returns>[tasks, samples, points].</returns>
    public Expr LogDensityPerPoint(Expr features, Expr y, Expr mask, Expr logStdDev)
    {
        var (b, n, u) = (y.Shape[0], y.Shape[1], y.Shape[2]);
        var (mean, spread) = Function(features);
        var variance = spread + (logStdDev * 2.0).Exp();
        var perOutput = ((y.Reshape([b, 1, n, u]) - mean).Square() / variance + variance.Log() + Math.Log(2 * Math.PI)) * -0.5;
        return (perOutput * mask.Reshape([b, 1, n, 1])).Sum(^1);
    }

    /// <summary>The log of the joint predictive density of the points that the mask keeps, for each output, with this layer's weights
    /// integrated out.</summary>
    /// <param name="features">What enters the layer at the points [tasks, samples or 1, points, incoming].</param>
    /// <param name="y">Observations [tasks, points, outputs].</param>
    /// <param name="mask">1 at points that count [tasks, points].</param>
    /// <param name="logStdDev">Log noise standard deviations, [outputs] or [1, samples, 1, outputs].</param>
    /// <returns>[tasks, samples, outputs].</returns>
    public Expr JointLogDensity(Expr features, Expr y, Expr mask, Expr logStdDev)
    {
        var (b, s, u, k) = (Mean.Shape[0], Mean.Shape[1], Mean.Shape[2], Root.Shape[4]);
        int n = y.Shape[1];
        var p = WithBias(features);
        var logNoise = logStdDev.Shape.Rank == 4 ? logStdDev : logStdDev.Reshape([1, 1, 1, u]);
        var rootPrecision = (mask.Reshape([b, 1, n, 1]) * (-logNoise).Exp()).Transpose();
        var precision = rootPrecision.Reshape(rootPrecision.Shape.Append([1]));
        var g = Spread(p) * precision;
        var residual = (y.Reshape([b, 1, n, u]) - Expr.MatMul(p, Mean, transposeRight: true)).Transpose();
        var r = residual.Reshape([b, s, u, n, 1]) * precision;
        var identity = Expr.Constant(Tensor.Generate([k, k], i => i / k == i % k ? 1 : 0));
        var c = (identity + Expr.MatMul(g, g, transposeLeft: true)).Cholesky();
        var d = c.TriangularSolve(c.TriangularSolve(Expr.MatMul(g, r, transposeLeft: true)), transposed: true);
        var quadratic = (r - Expr.MatMul(g, d)).Square().Reshape([b, s, u, n]).Sum(^1) + d.Square().Reshape([b, s, u, k]).Sum(^1);
        var counts = mask.Sum(^1).Reshape([b, 1, 1]);
        return (quadratic + c.LogDeterminantOfFactor()) * -0.5 - counts
            * (logNoise.Reshape([1, logNoise.Shape[1], u]) + 0.5 * Math.Log(2 * Math.PI));
    }

    /// <summary>P R, [tasks, samples, outputs, points, columns].</summary>
    private Expr Spread(Expr p) => Expr.MatMul(p.Reshape([p.Shape[0], p.Shape[1], 1, p.Shape[2], p.Shape[3]]), Root);

    internal static Expr WithBias(Expr features) => Expr.Concat(3, features, ((Expr)1.0).BroadcastTo(features.Shape.With(3, 1)));

    internal static Expr Dense(LayerPrior prior, int fanIn) =>
        prior.Structure == FactorStructure.Lower ? prior.Factor.UnpackLower(fanIn) : prior.Factor.DiagonalMatrix();
}
