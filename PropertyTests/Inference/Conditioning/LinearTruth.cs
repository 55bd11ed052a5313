using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>A linear model with features (x, x^2, 1), N(0, 1/3) weights and noise 0.3, and its truths by dense algebra.</summary>
internal static class LinearTruth
{
    public const double Noise = 0.3;

    /// <summary>The description; correlated priors are those of <see cref="PriorOf"/>.</summary>
    public static BnnModel Model(Prior prior) => Bnn.Regression(1, 1)
        .Features(new InputFeatures.Polynomial(2))
        .Output(prior)
        .Observe(Likelihood.Gaussian(StdDev.Of(Noise)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(Amortised.LikeNetwork())
        .Build();

    public static Prior Independent => Prior.PerWeight().ScaledByFanIn();

    /// <summary>A unit-wise prior with means 0.3, -0.1, 0.2 and factor ((0.8), (0.5, 0.6), (-0.3, 0.2, 0.9)) / sqrt 3.</summary>
    public static Prior Correlated => Prior.PerUnit().ScaledByFanIn().Starting(new PriorStart.Given(
        [0.3, -0.1, 0.2], [Math.Log(0.8), 0.5, Math.Log(0.6), -0.3, 0.2, Math.Log(0.9)]));

    public static (Vector<double> Mean, Matrix<double> Covariance) PriorOf(Prior prior)
    {
        var build = Matrix<double>.Build;
        if (prior == Independent || prior.Start is PriorStart.Spread)
        {
            double stdDev = prior.Start is PriorStart.Spread spread ? spread.StdDev.Value : 1;
            return (Vector<double>.Build.Dense(3), build.DenseIdentity(3) * stdDev * stdDev / 3);
        }
        var factor = build.DenseOfArray(new[,] { { 0.8, 0, 0 }, { 0.5, 0.6, 0 }, { -0.3, 0.2, 0.9 } });
        return (Vector<double>.Build.DenseOfArray([0.3, -0.1, 0.2]), factor * factor.Transpose() / 3);
    }

    public static DataTask Task(int points, int offset = 0)
    {
        var key = RandomKey.FromSeed(11).Fold(offset);
        double[] x = [.. Enumerable.Range(0, points).Select(i => 3 * key.Uniform(0, i) - 1.5)];
        return new DataTask($"t{offset}", x, [.. x.Select((v, i) => 0.5 * v - 0.2 + 0.3 * key.Normal(1, i))], 1, 1);
    }

    public static DataFrame Frame(BnnModel model) => DataFrame.Of(model, new TaskSet(["x"], ["y"], [Task(6)]));

    public static Matrix<double> Features(ReadOnlySpan<double> x) =>
        Matrix<double>.Build.DenseOfRows(x.ToArray().Select(v => new[] { v, v * v, 1 }));

    /// <summary>The exact posterior of the weights.</summary>
    public static (Vector<double> Mean, Matrix<double> Covariance) Posterior(Prior prior, DataTask task)
    {
        var (mean, covariance) = PriorOf(prior);
        if (task.Points == 0)
        {
            return (mean, covariance);
        }
        var p = Features(task.Inputs);
        var y = Vector<double>.Build.DenseOfArray(task.Outputs.ToArray());
        var precision = covariance.Inverse() + p.Transpose() * p / (Noise * Noise);
        return (precision.Solve(covariance.Solve(mean) + p.Transpose() * y / (Noise * Noise)), precision.Inverse());
    }

    public static double LogEvidence(Prior prior, DataTask task)
    {
        var (mean, covariance) = PriorOf(prior);
        if (task.Points == 0)
        {
            return 0;
        }
        var p = Features(task.Inputs);
        var c = p * covariance * p.Transpose() + Noise * Noise * Matrix<double>.Build.DenseIdentity(task.Points);
        var r = Vector<double>.Build.DenseOfArray(task.Outputs.ToArray()) - p * mean;
        return -0.5 * (r * c.Solve(r) + c.Cholesky().DeterminantLn + task.Points * Math.Log(2 * Math.PI));
    }

    /// <summary>The evidence lower bound of the best independent Gaussians: their precisions are the diagonal of the exact one.</summary>
    public static double BestIndependentBound(Prior prior, DataTask task)
    {
        var precision = Posterior(prior, task).Covariance.Inverse();
        double divergence = 0.5 * (precision.Diagonal().Sum(Math.Log) - precision.Cholesky().DeterminantLn);
        return LogEvidence(prior, task) - divergence;
    }
}
