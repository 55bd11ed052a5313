// The posterior of one unit by its natural parameters, with explicit inverses by MathNet.Numerics:
//   A = Sigma^-1 + P' Lam P;  m = A^-1 (Sigma^-1 mu + P' Lam y);  S = A^-1
//   KL = 1/2 [ tr(Sigma^-1 S) + (m - mu)' Sigma^-1 (m - mu) - K + log det Sigma - log det S ]
//   sample: A^-1 (Sigma^-1 (mu + L v0) + P' Lam (y - Lam^-1/2 e))
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>The oracle of the conjugate update: one task, sample and unit of a problem, points beyond the count left out.</summary>
internal sealed class NaturalPosterior
{
    private readonly Vector<double> weightNoise;
    private readonly double[] pointNoise;
    private readonly Matrix<double> factor;
    private readonly Matrix<double> priorPrecision;

    public NaturalPosterior(ConjugateProblem problem, int task, int sample, int unit, double floor = 0)
    {
        var x = problem.Arguments;
        int k = problem.Shape.FanIn, count = (int)x[ConjugateProblem.Counts].Doubles[task];
        PriorMean = Vector<double>.Build.Dense(k, i => x[ConjugateProblem.Mean].At(unit, i));
        factor = Matrix<double>.Build.Dense(k, k, (i, j) => problem.Structure == FactorStructure.Diagonal
            ? (i == j ? x[ConjugateProblem.Factor].At(unit, i) : 0)
            : (j <= i ? x[ConjugateProblem.Factor].At(unit, i * (i + 1) / 2 + j) : 0));
        Points = [.. Enumerable.Range(0, count).Select(n => Vector<double>.Build.Dense(
            k, i => i == k - 1 ? 1 : x[ConjugateProblem.Features].At(task, sample, n, i)))];
        Targets = [.. Enumerable.Range(0, count).Select(n => x[ConjugateProblem.Targets].At(task, sample, n, unit))];
        Variances = [.. Enumerable.Range(0, count).Select(n =>
            Math.Exp(2 * x[ConjugateProblem.LogNoise].At(task, sample, n, unit)) + floor)];
        weightNoise = Vector<double>.Build.Dense(k, i => x[ConjugateProblem.WeightNoise].At(task, sample, unit, i));
        pointNoise = [.. Enumerable.Range(0, count).Select(n => x[ConjugateProblem.PointNoise].At(task, sample, unit, n))];

        PriorCovariance = factor * factor.Transpose();
        priorPrecision = PriorCovariance.Inverse();
        Covariance = Points.Zip(Variances)
            .Aggregate(priorPrecision, (sum, p) => sum + p.First.OuterProduct(p.First) / p.Second).Inverse();
        Mean = Covariance * Evidence(PriorMean, Targets);
    }

    public Vector<double> PriorMean { get; }

    public Matrix<double> PriorCovariance { get; }

    /// <summary>Rows of P, the bias last.</summary>
    public Vector<double>[] Points { get; }

    public double[] Targets { get; }

    /// <summary>Pseudo-variances, the floor included.</summary>
    public double[] Variances { get; }

    public Vector<double> Mean { get; }

    public Matrix<double> Covariance { get; }

    public double Divergence => 0.5 * (
        (priorPrecision * Covariance).Trace() + (Mean - PriorMean) * (priorPrecision * (Mean - PriorMean)) - Mean.Count
        - Math.Log((priorPrecision * Covariance).Determinant()));

    public Vector<double> Sample => Covariance * Evidence(
        PriorMean + factor * weightNoise, [.. Targets.Select((y, n) => y - Math.Sqrt(Variances[n]) * pointNoise[n])]);

    /// <summary>The results of the operation, from this oracle: weights, KL, outputs and posterior mean.</summary>
    public static Tensor[] Results(ConjugateProblem problem, double floor)
    {
        var (b, s, u, n, k) = problem.Shape;
        var all = new NaturalPosterior[b, s, u];
        foreach (int i in Enumerable.Range(0, b * s * u))
        {
            all[i / (s * u), i / u % s, i % u] = new(problem, i / (s * u), i / u % s, i % u, floor);
        }
        return
        [
            Arrays.Of([b, s, u, k], i => all[i[0], i[1], i[2]].Sample[i[3]]),
            Arrays.Of([b, s], i => Enumerable.Range(0, u).Sum(d => all[i[0], i[1], d].Divergence)),
            Arrays.Of([b, s, n, u], i => all[i[0], i[1], i[3]] is var q && i[2] < q.Points.Length ? q.Points[i[2]] * q.Sample : 0),
            Arrays.Of([b, s, u, k], i => all[i[0], i[1], i[2]].Mean[i[3]]),
        ];
    }

    private Vector<double> Evidence(Vector<double> mean, double[] targets) => Enumerable.Range(0, Points.Length)
        .Aggregate(priorPrecision * mean, (sum, n) => sum + Points[n] * (targets[n] / Variances[n]));
}
