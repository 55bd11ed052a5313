// The posterior of all weights of a layer by natural parameters, with explicit inverses by MathNet.Numerics, unit by unit, bias last:
//   A = Sigma^-1 + blockdiag_d(P' Lam_d P);  b = Sigma^-1 mu + stack_d(P' Lam_d y_d);  m = A^-1 b;  S = A^-1
//   sample: A^-1 (Sigma^-1 (mu + L v0) + stack_d(P' Lam_d (y_d - Lam_d^-1/2 e_d)))
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Models;

/// <summary>A random layer with one task and one sample, and the oracle of its posterior given its first points.</summary>
internal sealed class DenseLayer
{
    private static readonly VectorBuilder<double> V = Vector<double>.Build;
    private static readonly MatrixBuilder<double> M = Matrix<double>.Build;

    public DenseLayer(int seed, bool blocks)
    {
        var draws = new Draws(seed);
        (Units, FanIn, Points) = (draws.Integer(1, 3), draws.Integer(1, 4), draws.Integer(0, 5));
        Capacity = Math.Max(1, Points) + draws.Integer(0, 2);
        int w = Units * FanIn;
        var lower = draws.Normal([w, w], 0.7);
        Factor = Arrays.Of([w, w], i => i[1] > i[0] || (blocks && i[1] / FanIn != i[0] / FanIn) ? 0
            : i[0] == i[1] ? Math.Exp(0.3 * lower.At(i)) : lower.At(i));
        Mean = draws.Normal([Units, FanIn]);
        Features = draws.Normal([1, 1, Capacity, FanIn - 1]);
        Targets = draws.Normal([1, 1, Capacity, Units]);
        LogNoise = draws.Normal([1, 1, Capacity, Units], 0.5, -1);
        WeightNoise = draws.Normal([1, 1, Units, FanIn]);
        PointNoise = draws.Normal([1, 1, Units, Capacity]);
    }

    public int Units { get; }

    public int FanIn { get; }

    public int Points { get; }

    public int Capacity { get; }

    public Tensor Factor { get; }

    public Tensor Mean { get; }

    public Tensor Features { get; }

    public Tensor Targets { get; }

    public Tensor LogNoise { get; }

    public Tensor WeightNoise { get; }

    public Tensor PointNoise { get; }

    public JointPrior Joint => new(Expr.Constant(Mean), Expr.Constant(Factor), null);

    /// <summary>The blocks of the factor as independent units.</summary>
    public LayerPrior IndependentUnits => new(
        Expr.Constant(Mean),
        Expr.Constant(Arrays.Of([Units, FanIn, FanIn], i => Factor.At(i[0] * FanIn + i[1], i[0] * FanIn + i[2]))).PackLower(FanIn),
        FactorStructure.Lower);

    public Expr Mask => Expr.Constant(Tensor.Generate([1, Capacity], n => n < Points ? 1 : 0));

    public Expr Known(int count) => Expr.Constant(Tensor.Generate([1, Capacity], n => n < count ? 1 : 0));

    public WhitenedEvidence Evidence => WhitenedEvidence.Of(
        Joint, null, Expr.Constant(Features), Expr.Constant(Targets), Expr.Constant(LogNoise), Mask, 1);

    public WhitenedEvidence EvidenceOfUnits => WhitenedEvidence.Of(
        IndependentUnits, Expr.Constant(Features), Expr.Constant(Targets), Expr.Constant(LogNoise), Mask, 1);

    public JointUpdate Update => JointUpdate.Of(
        Joint, null, Evidence, Expr.Constant(Features), Mask, Expr.Constant(WeightNoise), Expr.Constant(PointNoise));

    /// <summary>Mean, covariance and sample given the first points.</summary>
    public (Vector<double> Mean, Matrix<double> Covariance, Vector<double> Sample) Posterior(int count)
    {
        int w = Units * FanIn;
        var l = M.Dense(w, w, (i, j) => Factor.At(i, j));
        var mu = V.Dense(w, i => Mean.At(i / FanIn, i % FanIn));
        var priorPrecision = (l * l.Transpose()).Inverse();
        var precision = priorPrecision.Clone();
        var (evidence, perturbed) = (priorPrecision * mu, priorPrecision * (mu + l * V.Dense(w, i => WeightNoise.Doubles[i])));
        for (int d = 0; d < Units; d++)
        {
            for (int n = 0; n < count; n++)
            {
                var row = V.Dense(w, i => i / FanIn != d ? 0 : i % FanIn == FanIn - 1 ? 1 : Features.At(0, 0, n, i % FanIn));
                double stdDev = Math.Exp(LogNoise.At(0, 0, n, d)), y = Targets.At(0, 0, n, d);
                precision += row.OuterProduct(row) / (stdDev * stdDev);
                evidence += row * (y / (stdDev * stdDev));
                perturbed += row * ((y - stdDev * PointNoise.At(0, 0, d, n)) / (stdDev * stdDev));
            }
        }
        var covariance = precision.Inverse();
        return (covariance * evidence, covariance, covariance * perturbed);
    }

    /// <summary>KL( N(m1, S1), N(m2, S2) ).</summary>
    public static double Divergence(Vector<double> m1, Matrix<double> s1, Vector<double> m2, Matrix<double> s2) => 0.5 * (
        (s2.Inverse() * s1).Trace() + (m1 - m2) * (s2.Inverse() * (m1 - m2)) - m1.Count
        + Math.Log(s2.Determinant()) - Math.Log(s1.Determinant()));

    public double DivergenceFromPrior()
    {
        var (mean, covariance, _) = Posterior(Points);
        var (prior, priorCovariance, _) = Posterior(0);
        return Divergence(mean, covariance, prior, priorCovariance);
    }
}
