// Layer l with inducing features P (M x K, bias last), pseudo-targets V (M x D), pseudo-noise covariance T = C C' shared by the units, prior
// w_d = mu_d + L_d v_d:
//   Psi_d = C^-1 P L_d,   rho_d = C^-1 (V_d - P mu_d),   v_0, e standard normal noise
//   M <= K:  B = I + Psi Psi',  a = B^-1 rho,  v = v_0 + Psi' B^-1 (rho - Psi v_0 - e),  m = Psi' a
//            KL = 1/2 [ log det B - M + tr B^-1 + rho'a - a'a ]
//   M > K:   A = I + Psi' Psi,  m = A^-1 Psi' rho,  v = A^-1 (v_0 + Psi' (rho - e)),   KL = 1/2 [ log det A - K + tr A^-1 + m'm ]
//   log q(v) = -1/2 ( |v - m|^2 + |Psi (v - m)|^2 ) + 1/2 log det - K/2 log 2 pi          (det A = det B)
// One matrix serves all units where they share the prior factor. Where units are correlated a priori, w = mu + sum_{k<l} L_lk z_k + L v over
// all D K weights, the same algebra goes over all units together: M D rows, row (d, m) of Psi is C^-1 P times the rows of L that belong to
// unit d, rho stacks the rho_d, and v is the z of this layer for those above.
using System.Collections.Immutable;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The posterior of all weights given pseudo-data at inducing points, sampled layer by layer.</summary>
/// <param name="Whitened">Sampled whitened weights of the network, in the order of <see cref="LatentSpace"/> [samples, P].</param>
/// <param name="Divergence">KL from the prior, summed over layers, given the samples [samples].</param>
/// <param name="LogDensity">log q of the whitened weights [samples].</param>
public sealed record InducingPass(Expr Whitened, Expr Divergence, Expr LogDensity)
{
    /// <summary>Runs the pass.</summary>
    /// <param name="space">The model.</param>
    /// <param name="inputs">Inducing inputs, scaled [M, inputs].</param>
    /// <param name="targets">For every layer, pseudo-targets [M, units].</param>
    /// <param name="noiseFactors">For every layer, the lower factor of the pseudo-noise covariance [M, M].</param>
    /// <param name="keys">The name of the key input [samples] that the noise of every layer is drawn from.</param>
    /// <param name="samples">Number of weight samples.</param>
    public static InducingPass Run(
        LatentSpace space, Expr inputs, ImmutableArray<Expr> targets, ImmutableArray<Expr> noiseFactors, string keys, int samples)
    {
        var model = space.Model;
        int m = inputs.Shape[0];
        var features = FunctionPass.Entering(model, inputs.Reshape([1, m, model.Inputs]));
        var entering = features;
        var whitened = ImmutableArray.CreateBuilder<Expr>();
        Expr divergence = 0.0, logDensity = 0.0;
        Expr? below = null;
        for (int layer = 0; ; layer++)
        {
            var noise = (Expr.Normal(keys, [samples], $"layer {layer} weights", model.Width(layer), model.FanIn(layer)),
                Expr.Normal(keys, [samples], $"layer {layer} points", model.Width(layer), m));
            var p = WhitenedEvidence.WithBias(features).Reshape([features.Shape[1], m, model.FanIn(layer)]);
            var joint = space.JointPriorOf(layer);
            var drawn = joint is null
                ? Units(space.PriorOf(layer), p, targets[layer], noiseFactors[layer], noise)
                : Together(joint, below, p, targets[layer], noiseFactors[layer], noise);
            whitened.Add(drawn.Whitened.Reshape([samples, model.Width(layer) * model.FanIn(layer)]));
            divergence += drawn.Divergence;
            logDensity += drawn.LogDensity;
            if (layer == model.Hidden.Count)
            {
                return new InducingPass(Expr.Concat(1, whitened.ToImmutable()), divergence, logDensity);
            }
            var weights = joint?.Draw(drawn.Whitened, below) ?? space.PriorOf(layer).Draw(drawn.Whitened);
            below = JointPrior.Stack(below, drawn.Whitened);
            entering = FunctionPass.Residual(model.Hidden[layer], FunctionPass.Linear(features, weights), entering);
            features = model.Hidden[layer].Activation.Apply(entering);
        }
    }

    /// <summary>A layer of units that are independent a priori.</summary>
    /// <param name="prior">The layer's prior.</param>
    /// <param name="p">[samples or 1, M, fanIn].</param>
    /// <param name="targets">[M, units].</param>
    /// <param name="noiseFactor">[M, M].</param>
    /// <param name="noise">v_0 [samples, units, fanIn] and e [samples, units, M].</param>
    /// <returns>Whitened weights [1, samples, units, fanIn]; KL and log q [samples].</returns>
    private static (Expr Whitened, Expr Divergence, Expr LogDensity) Units(
        LayerPrior prior, Expr p, Expr targets, Expr noiseFactor, (Expr Weights, Expr Points) noise)
    {
        var (s, d, k, m) = (noise.Weights.Shape[0], noise.Weights.Shape[1], noise.Weights.Shape[2], p.Shape[1]);
        var rho = ByNoise(noiseFactor, targets - Expr.MatMul(p, prior.Mean, transposeRight: true)).BroadcastTo([s, m, d]);
        var factor = prior.Structure == FactorStructure.Lower ? prior.Factor.UnpackLower(k) : prior.Factor.DiagonalMatrix();
        int own = factor.Shape[0];
        var psi = Expr.MatMul(ByNoise(noiseFactor, p).Reshape([p.Shape[0], 1, m, k]), factor).BroadcastTo([s, own, m, k]);
        var (v, divergence, logDensity) = Posterior(
            psi, Columns(rho, m), Columns(noise.Weights.Transpose(), k), Columns(noise.Points.Transpose(), m));
        return ((own == 1 ? v.Reshape([s, k, d]).Transpose() : v.Reshape([s, d, k])).Reshape([1, s, d, k]), divergence, logDensity);

        // [S, rows, D] to [S, own, rows, columns]: units that share a factor are columns of one right-hand side.
        Expr Columns(Expr x, int rows) => own == 1
            ? x.Reshape([s, 1, rows, d])
            : x.Transpose().Reshape([s, d, rows, 1]);
    }

    /// <summary>The same of a layer whose units are correlated, given the whitened weights below [1, samples, B].</summary>
    private static (Expr Whitened, Expr Divergence, Expr LogDensity) Together(
        JointPrior prior, Expr? below, Expr p, Expr targets, Expr noiseFactor, (Expr Weights, Expr Points) noise)
    {
        var (s, d, k, m) = (noise.Weights.Shape[0], noise.Weights.Shape[1], noise.Weights.Shape[2], p.Shape[1]);
        var mean = prior.MeanGiven(below);
        mean = mean.Reshape([mean.Shape.Size / (d * k), d, k]);
        var rho = ByNoise(noiseFactor, targets - Expr.MatMul(p, mean, transposeRight: true)).BroadcastTo([s, m, d]).Transpose();
        var psi = Expr.MatMul(ByNoise(noiseFactor, p).Reshape([p.Shape[0], 1, m, k]), prior.Factor.Reshape([d, k, d * k]))
            .BroadcastTo([s, d, m, d * k]).Reshape([s, 1, d * m, d * k]);
        var (v, divergence, logDensity) = Posterior(
            psi, rho.Reshape([s, 1, d * m, 1]), noise.Weights.Reshape([s, 1, d * k, 1]), noise.Points.Reshape([s, 1, d * m, 1]));
        return (v.Reshape([1, s, d, k]), divergence, logDensity);
    }

    /// <summary>A draw of the posterior of G independent groups of k weights given n rows each, as several columns where they share
    /// Psi.</summary>
    /// <param name="psi">[samples, G, n, k].</param>
    /// <param name="target">rho [samples, G, n, columns].</param>
    /// <param name="v0">[samples, G, k, columns].</param>
    /// <param name="e">[samples, G, n, columns].</param>
    /// <returns>v [samples, G, k, columns]; KL and log q over all groups and columns [samples].</returns>
    private static (Expr Whitened, Expr Divergence, Expr LogDensity) Posterior(Expr psi, Expr target, Expr v0, Expr e)
    {
        var (s, groups, rows, k, columns) = (psi.Shape[0], psi.Shape[1], psi.Shape[2], psi.Shape[3], target.Shape[3]);
        bool inPoints = rows <= k;
        int n = inPoints ? rows : k, all = groups * columns;
        var identity = Expr.Constant(Tensor.Generate([n, n], i => i / n == i % n ? 1 : 0));
        var gram = inPoints ? Expr.MatMul(psi, psi, transposeRight: true) : Expr.MatMul(psi, psi, transposeLeft: true);
        var c = (identity + gram).Cholesky();
        Expr Solve(Expr x) => c.TriangularSolve(c.TriangularSolve(x), transposed: true);
        Expr Back(Expr x) => Expr.MatMul(psi, x, transposeLeft: true);
        var mean = inPoints ? Back(Solve(target)) : Solve(Back(target));
        var v = inPoints ? v0 + Back(Solve(target - Expr.MatMul(psi, v0) - e)) : Solve(v0 + Back(target - e));
        var logDeterminant = c.LogDeterminantOfFactor().Sum(^1);
        var trace = c.TriangularSolve(identity.BroadcastTo([s, groups, n, n])).Square().Reshape([s, groups * n * n]).Sum(^1);
        var divergence = ((logDeterminant + trace) * columns + Squares(mean, k) - (double)all * n) * 0.5;
        var away = v - mean;
        var logDensity = (Squares(away, k) + Squares(Expr.MatMul(psi, away), rows) - logDeterminant * columns) * -0.5
            - 0.5 * all * k * Math.Log(2 * Math.PI);
        return (v, divergence, logDensity);

        Expr Squares(Expr x, int length) => x.Square().Reshape([s, all * length]).Sum(^1);
    }

    /// <summary>C^-1 x for all samples at once, x [samples or 1, M, any].</summary>
    private static Expr ByNoise(Expr noiseFactor, Expr x)
    {
        var (count, m, columns) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        return noiseFactor.TriangularSolve(x.Permute(1, 0, 2).Reshape([m, count * columns]))
            .Reshape([m, count, columns]).Permute(1, 0, 2);
    }
}
