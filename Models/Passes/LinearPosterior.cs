// One linear layer with targets y and noise sigma_d known for each output, P = [features, 1], N points.
// Units independent a priori: the closed forms of LastLayerPosterior, output by output.
// Units correlated, w = mu + L v over all W = D K weights: Psi and rho of all outputs (WhitenedEvidence), A = I + Psi'Psi = C C',
//   m = A^-1 Psi' rho;   w ~ Normal(mu + L m, R R'),  R = L C'^-1
//   log p(y) = -1/2 ( |rho - Psi m|^2 + |m|^2 + log det A ) - N sum_d (log sigma_d + 1/2 log 2 pi)
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>The exact posterior of a linear model with Gaussian noise that is known.</summary>
/// <param name="Mean">Posterior means of the weights [outputs, fanIn].</param>
/// <param name="Root">For each output the rows of R, R R' the posterior covariance [outputs, fanIn, columns]: columns are fanIn and each
/// output's own where outputs are independent, and else all weights, shared by the outputs.</param>
/// <param name="LogEvidence">log p(y), a scalar.</param>
public sealed record LinearPosterior(Expr Mean, Expr Root, Expr LogEvidence)
{
    /// <summary>The posterior given data.</summary>
    /// <param name="space">A model without hidden layers.</param>
    /// <param name="points">The data of one task, scaled.</param>
    /// <param name="logStdDev">Log noise standard deviations [outputs].</param>
    public static LinearPosterior Of(LatentSpace space, PointBatch points, Expr logStdDev)
    {
        var features = FunctionPass.Entering(space.Model, points.Inputs);
        var targets = points.Outputs.Reshape([1, 1, points.Outputs.Shape[1], points.Outputs.Shape[2]]);
        var logNoise = logStdDev.Reshape([1, 1, 1, logStdDev.Shape.Size]);
        return space.JointPriorOf(0) is { } joint
            ? Together(joint, WhitenedEvidence.Of(joint, null, features, targets, logNoise, points.Mask, 1), points.Mask.Sum(), logStdDev)
            : ByOutput(space.PriorOf(0), features, targets, logNoise, points);
    }

    private static LinearPosterior ByOutput(LayerPrior prior, Expr features, Expr targets, Expr logNoise, PointBatch points)
    {
        var posterior = LastLayerPosterior.Of(prior, features, targets, logNoise, points.Mask, 1);
        var before = LastLayerPosterior.Of(prior, features, targets, logNoise, points.Mask * 0.0, 1);
        var (outputs, fanIn) = (posterior.Mean.Shape[2], posterior.Mean.Shape[3]);
        return new LinearPosterior(
            posterior.Mean.Reshape([outputs, fanIn]), posterior.Root.Reshape([outputs, fanIn, fanIn]),
            before.JointLogDensity(features, points.Outputs, points.Mask, logNoise).Sum());
    }

    private static LinearPosterior Together(JointPrior prior, WhitenedEvidence evidence, Expr count, Expr logStdDev)
    {
        var (outputs, fanIn, rows) = (prior.Mean.Shape[0], prior.Mean.Shape[1], evidence.Rho.Shape[3]);
        int w = outputs * fanIn;
        var (psi, rho) = (evidence.Psi.Reshape([rows, w]), evidence.Rho.Reshape([rows, 1]));
        var identity = Expr.Constant(Tensor.Generate([w, w], i => i / w == i % w ? 1 : 0));
        var c = (identity + Expr.MatMul(psi, psi, transposeLeft: true)).Cholesky();
        var m = c.TriangularSolve(c.TriangularSolve(Expr.MatMul(psi, rho, transposeLeft: true)), transposed: true);
        var left = (rho - Expr.MatMul(psi, m)).Square().Sum() + m.Square().Sum() + c.LogDeterminantOfFactor();
        return new LinearPosterior(
            prior.Mean + Expr.MatMul(prior.Factor, m).Reshape([outputs, fanIn]),
            Expr.MatMul(prior.Factor, c.TriangularSolve(identity), transposeRight: true).Reshape([outputs, fanIn, w]),
            left * -0.5 - count * (logStdDev.Sum() + 0.5 * outputs * Math.Log(2 * Math.PI)));
    }
}
