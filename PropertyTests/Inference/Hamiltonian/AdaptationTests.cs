using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

public class AdaptationTests
{
    /// <summary>The windows that Stan prints for 1,000 iterations of warm-up, and shorter ones by hand; with 199 Stan ends a first window at 100 and a
    /// second, of 49, at 149, where here the first is stretched.</summary>
    [Theory]
    [InlineData(1000, 75, new[] { 100, 150, 250, 450, 950 })]
    [InlineData(150, 75, new[] { 100 })]
    [InlineData(199, 75, new[] { 149 })]
    [InlineData(225, 75, new[] { 100, 175 })]
    [InlineData(100, 15, new[] { 90 })]
    [InlineData(20, 3, new[] { 18 })]
    public void Windows(int warmUp, int begin, int[] ends)
    {
        var schedule = WarmUpSchedule.Of(warmUp, new Metric.Diagonal());
        Assert.Equal((begin, string.Join(' ', ends)), (schedule.Begin, string.Join(' ', schedule.Ends)));
    }

    /// <summary>All warm-ups of 0 to 3,000 iterations: windows ascend, each is at least as long as the one before, and step size alone is
    /// adapted after the last.</summary>
    [Fact]
    public void Windows_of_every_warm_up()
    {
        for (int warmUp = 0; warmUp <= 3000; warmUp++)
        {
            Assert.Empty(WarmUpSchedule.Of(warmUp, new Metric.Unit()).Ends);
            var schedule = WarmUpSchedule.Of(warmUp, new Metric.Dense());
            Assert.Equal(warmUp >= 20, schedule.Ends.Count > 0);
            int[] edges = [schedule.Begin, .. schedule.Ends];
            int[] widths = [.. edges.Zip(edges.Skip(1), (a, b) => b - a)];
            Assert.All(widths, width => Assert.True(width >= 15));
            Assert.All(widths.Zip(widths.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
            Assert.True(warmUp < 20 || edges[^1] < warmUp);
            Assert.Equal(
                edges[^1] - edges[0], Enumerable.Range(0, warmUp).Count(schedule.Gathers));
            Assert.Equal(schedule.Ends.Count, Enumerable.Range(0, warmUp).Count(schedule.EndsWindow));
        }
    }

    /// <summary>
    /// Where acceptance falls with the step as exp(-e / c), with noise: after 1,000 iterations the average step is within 5 % of the one
    /// whose acceptance was asked for. 27 cases.
    /// </summary>
    [Theory, InlineData(0.5), InlineData(0.65), InlineData(0.8)]
    public void Dual_averaging_finds_the_step(double wanted)
    {
        foreach (double scale in new[] { 0.01, 1, 50 })
        {
            foreach (double first in new[] { 0.1, 1, 10 })
            {
                var key = RandomKey.FromSeed(2);
                var averaging = DualAveraging.From(first * scale);
                for (int t = 0; t < 1000; t++)
                {
                    double mean = Math.Exp(-averaging.Current / scale);
                    averaging = averaging.Next(Math.Clamp(mean + 0.2 * (key.Uniform(0, t) - 0.5) * Math.Min(mean, 1 - mean), 0, 1), wanted);
                }
                Assert.Equal(-Math.Log(wanted) * scale, averaging.Average, 0.05 * -Math.Log(wanted) * scale);
            }
        }
    }

    /// <summary>Two iterations by hand, from the formula of the paper.</summary>
    [Fact]
    public void Dual_averaging_by_hand()
    {
        var first = DualAveraging.From(0.1).Next(0.5, 0.8);
        Assert.Equal(0.3 / 11, first.Error, 1e-15);
        Assert.Equal(Math.Log(1) - 20 * 0.3 / 11, first.LogStep, 1e-14);
        Assert.Equal(first.LogStep, first.LogAverage, 1e-14);
        var second = first.Next(1, 0.8);
        double error = (1 - 1 / 12.0) * 0.3 / 11 - 0.2 / 12;
        Assert.Equal(-Math.Sqrt(2) * 20 * error, second.LogStep, 1e-14);
        double weight = Math.Pow(2, -0.75);
        Assert.Equal(weight * second.LogStep + (1 - weight) * first.LogStep, second.LogAverage, 1e-14);
    }

    /// <summary>
    /// Mean acceptance after warm-ups of 1,500 iterations on a normal density of 20 coordinates with unit metric, 4 chains of 1,000
    /// draws: within 0.06 of the one asked for. (Dual averaging equals the mean over steps that vary; the one step that is kept may differ
    /// by that much.)
    /// </summary>
    [Theory]
    [InlineData(0, 0.8), InlineData(0, 0.6), InlineData(1, 0.8), InlineData(1, 0.65), InlineData(2, 0.574), InlineData(2, 0.8)]
    public void Samplers_reach_the_acceptance(int method, double wanted)
    {
        var options = new HamiltonianOptions
        {
            WarmUp = 1500,
            Draws = 1000,
            Metric = new Metric.Unit(),
            StepSize = new StepSize.Adapted(wanted),
        };
        double[] deviations = [.. Enumerable.Range(0, 20).Select(i => 1 + 0.1 * i)];
        var result = Runs.Result(RowTarget.Normal(deviations), 4, 20, Runs.Methods[method], options);
        Assert.Equal(wanted, result.Summary().MeanAcceptance.Average(), 0.06);
    }

    /// <summary>60 sets of 1 to 40 draws of 1 to 6 coordinates: S S' is the regularised covariance by MathNet.</summary>
    [Fact]
    public void Metrics_are_regularised_moments()
    {
        for (int trial = 0; trial < 60; trial++)
        {
            int dimension = 1 + trial % 6, count = 1 + 13 * trial % 40;
            var key = RandomKey.FromSeed(8).Fold(trial);
            var draws = Matrix<double>.Build.Dense(count, dimension, (n, d) => 1e3 + key.Normal(n, d) * (d + 1) + 0.5 * key.Normal(n, 0));
            var centred = draws - Matrix<double>.Build.Dense(count, dimension, (_, d) => draws.Column(d).Average());
            var expected = centred.TransposeThisAndMultiply(centred) / Math.Max(count - 1, 1) * (count / (count + 5.0))
                + Matrix<double>.Build.DenseIdentity(dimension) * (1e-3 * 5 / (count + 5));
            foreach (var metric in new Metric[] { new Metric.Diagonal(), new Metric.Dense() })
            {
                var (moments, whitening) = (new RunningMoments(dimension, metric), new Whitening(dimension, metric));
                foreach (var row in draws.EnumerateRows())
                {
                    moments.Add(row.ToArray());
                }
                whitening.Learn(moments, "chain");
                var factor = metric is Metric.Dense
                    ? Matrix<double>.Build.Dense(dimension, dimension, (i, j) => whitening.Lower[i * dimension + j])
                    : Matrix<double>.Build.DenseOfDiagonalArray(whitening.Scale);
                var made = factor * factor.Transpose();
                for (int i = 0; i < dimension; i++)
                {
                    for (int j = 0; j < dimension; j++)
                    {
                        double want = metric is Metric.Dense || i == j ? expected[i, j] : 0;
                        Assert.Equal(want, made[i, j], 1e-9 * (1 + expected[i, i] + expected[j, j]));
                    }
                }
            }
        }
    }

    /// <summary>The searched step of a normal density of deviation s goes with s, over twelve orders of magnitude.</summary>
    [Fact]
    public void The_first_step_follows_the_scale()
    {
        for (int power = -6; power <= 6; power++)
        {
            double scale = Math.Pow(10, power);
            using var sampler = HamiltonianSampler.Init(
                RowTarget.Normal(scale), [[scale]], new HamiltonianMethod.Langevin(), new HamiltonianOptions { WarmUp = 10 }, 1);
            while (sampler.Progress()[0].Iterations < 1)
            {
                sampler.Run(1);
            }
            Assert.InRange(sampler.Result().Chains[0].WarmUp[0].StepSize / scale, 0.1, 10);
        }
    }
}
