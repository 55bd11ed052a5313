using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Stochastic weight averaging on a linear model, whose gradient steps are a linear recursion.</summary>
public class SwagTests
{
    private const int Points = 8;
    private static readonly ManagedEngine Engine = ManagedEngine.Double();
    private static readonly double[] Query = [-2, -0.4, 0.1, 1.3];

    /// <summary>At the maximum nothing moves, the variance is that of equal numbers, and every draw is the posterior mean.</summary>
    [Fact]
    public void At_the_maximum_every_draw_is_the_posterior_mean()
    {
        var method = new Swag
        {
            Ascent = new AscentOptions { Steps = 4000, LearningRate = new LearningRate.Linear(3e-2, 1e-7) },
            Rate = 1e-4,
            Snapshots = 20,
            Rank = 10,
        };
        var functions = Condition(method).Functions(Query, 40);
        var (mean, _) = LinearTruth.Posterior(LinearTruth.Independent, LinearTruth.Task(Points));
        var features = LinearTruth.Features(Query);
        for (int s = 0; s < 40; s++)
        {
            for (int i = 0; i < Query.Length; i++)
            {
                Assert.Equal(features.Row(i) * mean, functions[s, i, 0], 1e-3);
            }
        }
    }

    /// <summary>
    /// Far from the maximum the snapshots are those of v + rate min(1, c / |g|) g with g = P'(y - P L v) / sigma^2 L - v, from where the
    /// climb was ended: mean and covariance of f over 20,000 draws against the moments by hand. False alarm: 5 standard errors of four
    /// means and four variances, below 1e-5.
    /// </summary>
    [Theory, InlineData(10.0), InlineData(3.0)]
    public void Draws_have_the_moments_of_the_snapshots(double clip)
    {
        var ascent = new AscentOptions { Steps = 1, LearningRate = new LearningRate.Constant(1e-9) };
        var method = new Swag { Ascent = ascent, Rate = 2e-3, ClipNorm = clip, Every = 2, Snapshots = 12, Rank = 5 };
        var (mean, covariance) = Moments(Snapshots(Start(ascent), method), method.Rank);
        var functions = Condition(method).Functions(Query, 20_000);
        var features = LinearTruth.Features(Query) / Math.Sqrt(3);
        for (int i = 0; i < Query.Length; i++)
        {
            double[] draws = [.. Enumerable.Range(0, 20_000).Select(s => functions[s, i, 0])];
            double expected = features.Row(i) * mean, variance = features.Row(i) * covariance * features.Row(i);
            double average = draws.Average(), spread = draws.Sum(d => (d - average) * (d - average)) / (draws.Length - 1);
            Assert.Equal(expected, average, 5 * Math.Sqrt(variance / draws.Length) + 1e-7);
            Assert.Equal(1, spread / variance, 5 * Math.Sqrt(2.0 / draws.Length));
        }
    }

    /// <summary>Far from zero the variance keeps its digits, and that of equal snapshots is zero, not the root of less.</summary>
    [Fact]
    public void The_spread_of_snapshots_is_never_negative()
    {
        double[] at = [1e8 + 1, 1e8 + 2, 1e8 + 6, 0.1];
        var moments = SwagMoments.Of([at[0], at[3]]).With([at[1], at[3]], 5).With([at[2], at[3]], 5);
        Assert.Equal(1e8 + 3, moments.Mean[0], 1e-6);
        Assert.Equal(4.0 + 1 + 9, moments.Spread[0], 1e-6);
        Assert.Equal(0, moments.Spread[1]);
        Assert.Equal(3, moments.Count);
    }

    [Fact]
    public void A_state_of_an_earlier_version_is_refused()
    {
        var method = new Swag { Ascent = new AscentOptions { Steps = 3 }, Every = 1, Snapshots = 3, Rank = 2 };
        var model = LinearTruth.Model(LinearTruth.Independent);
        using var fit = TaskFit.Init(Engine, model, LinearTruth.Frame(model), method, LinearTruth.Task(Points));
        fit.Run();
        var state = fit.Snapshot();
        var old = state with
        {
            Tensors = new ParameterSet(state.Tensors.Names.Where(n => n != "swag.spread").Select(n => (n, state.Tensors[n]))),
        };
        Assert.Contains("earlier version", Assert.Throws<StoredFileException>(() => old.Posterior(Engine)).Message, StringComparison.Ordinal);
        Assert.NotNull(state.Posterior(Engine));
    }

    private static Posterior Condition(TaskMethod method)
    {
        var model = LinearTruth.Model(LinearTruth.Independent);
        return new TaskInference(Engine, method).Under(model, LinearTruth.Frame(model)).Condition(LinearTruth.Task(Points));
    }

    /// <summary>Where a climb of no length ends: the whitened weights of the maximum that is found by the same seed, read back from its
    /// function at three points.</summary>
    private static Vector<double> Start(AscentOptions ascent)
    {
        double[] x = [-1, 0, 1];
        var functions = Condition(new Swag { Ascent = ascent, Rate = 1e-12, Every = 1, Snapshots = 2, Rank = 2 }).Functions(x, 1);
        var f = Vector<double>.Build.Dense(3, i => functions[0, i, 0]);
        return (LinearTruth.Features(x) / Math.Sqrt(3)).Solve(f);
    }

    private static List<Vector<double>> Snapshots(Vector<double> v, Swag method)
    {
        var task = LinearTruth.Task(Points);
        var p = LinearTruth.Features(task.Inputs) / Math.Sqrt(3);
        var y = Vector<double>.Build.DenseOfArray(task.Outputs.ToArray());
        var snapshots = new List<Vector<double>> { v };
        for (int step = 1; step <= method.Every * method.Snapshots; step++)
        {
            var g = p.Transpose() * (y - p * v) / (LinearTruth.Noise * LinearTruth.Noise) - v;
            v += method.Rate * Math.Min(1, method.ClipNorm / g.L2Norm()) * g;
            if (step % method.Every == 0)
            {
                snapshots.Add(v);
            }
        }
        return snapshots;
    }

    /// <summary>Half the diagonal of the snapshots' covariance, half the covariance of the last deviations from the running means.</summary>
    private static (Vector<double> Mean, Matrix<double> Covariance) Moments(List<Vector<double>> snapshots, int rank)
    {
        Vector<double> MeanOf(int count) => snapshots.Take(count).Aggregate((a, b) => a + b) / count;
        var mean = MeanOf(snapshots.Count);
        var squares = snapshots.Aggregate(mean * 0, (sum, v) => sum + v.PointwiseMultiply(v)) / snapshots.Count;
        var covariance = Matrix<double>.Build.DenseOfDiagonalVector((squares - mean.PointwiseMultiply(mean)) / 2);
        foreach (int k in Enumerable.Range(snapshots.Count - rank + 1, rank))
        {
            var deviation = snapshots[k - 1] - MeanOf(k);
            covariance += deviation.OuterProduct(deviation) / (2.0 * (rank - 1));
        }
        return (mean, covariance);
    }
}
