using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Baselines;

public class GaussianProcessTests
{
    [Fact]
    public void Posterior_is_the_direct_formula() => Law.Holds(GaussianCase.Any, c =>
    {
        int n = c.Context.Points, m = c.Targets.Points;
        var prediction = c.Process.Condition(c.Context).Predict(c.Targets.Inputs);
        Assert.Equal(m, prediction.Points);
        if (n == 0 || m == 0)
        {
            return;
        }
        var all = c.Covariance(c.Context, c.Targets);
        var cross = all.SubMatrix(n, m, 0, n);
        var gain = cross * all.SubMatrix(0, n, 0, n).Inverse();
        var mean = gain * GaussianCase.OutputsOf(c.Context);
        var covariance = all.SubMatrix(n, m, n, m) - gain * cross.Transpose();
        double noise = c.Scales.Noise.Value * c.Scales.Noise.Value, scale = c.Scales.Signal.Value * c.Scales.Signal.Value + 1;
        for (int i = 0; i < m; i++)
        {
            Assert.Equal(mean[i], prediction.Means[i], 1e-9 * scale);
            Assert.Equal(covariance[i, i], Math.Pow(prediction.StandardDeviations[i], 2), 1e-9 * scale);
            Assert.Equal(covariance[i, i] - noise, Math.Pow(prediction.LatentDeviations[i], 2), 1e-9 * scale);
        }
    });

    /// <summary>p(targets | context) = p(targets, context) / p(context).</summary>
    [Fact]
    public void Joint_log_density_is_a_ratio_of_evidences() => Law.Holds(GaussianCase.Any, c =>
    {
        double both = GaussianCase.LogNormal(GaussianCase.OutputsOf(c.Context, c.Targets), c.Covariance(c.Context, c.Targets));
        double context = GaussianCase.LogNormal(GaussianCase.OutputsOf(c.Context), c.Covariance(c.Context));
        Assert.Equal(both - context, c.Process.Condition(c.Context).JointLogDensity(c.Targets)[0], 1e-8 * (1 + Math.Abs(both)));
    });

    [Fact]
    public void Empty_context_gives_the_prior() => Law.Holds(GaussianCase.Any, c =>
    {
        var prior = c.Process.Condition(c.Context.Select([])).Predict(c.Targets.Inputs);
        Assert.All(prior.Means, mean => Assert.Equal(0, mean));
        Assert.All(prior.StandardDeviations, s => Assert.Equal(double.Hypot(c.Scales.Signal.Value, c.Scales.Noise.Value), s, 1e-12 * s));
    });

    /// <summary>One context point, asked at the same input: mean y s^2 / (s^2 + t^2), latent variance s^2 t^2 / (s^2 + t^2).</summary>
    [Fact]
    public void One_point_is_shrunk_towards_the_prior() => Law.Holds(GaussianCase.Any.Where(c => c.Context.Points > 0), c =>
    {
        var point = c.Context.Select([0]);
        var prediction = c.Process.Condition(point).Predict(point.Inputs);
        double signal = Math.Pow(c.Scales.Signal.Value, 2), noise = Math.Pow(c.Scales.Noise.Value, 2);
        Assert.Equal(point.Outputs[0] * signal / (signal + noise), prediction.Means[0], 1e-12 * (1 + Math.Abs(point.Outputs[0])));
        Assert.Equal(signal * noise / (signal + noise), Math.Pow(prediction.LatentDeviations[0], 2), 1e-12 * (signal + noise));
    });

    [Fact]
    public void Order_of_context_points_does_not_matter() => Law.Holds(GaussianCase.Any, c =>
    {
        var shuffled = c.Context.Select(RandomKey.FromSeed(5).Permutation(c.Context.Points));
        var one = c.Process.Condition(c.Context).Predict(c.Targets.Inputs);
        var other = c.Process.Condition(shuffled).Predict(c.Targets.Inputs);
        Assert.All(one.Means.Zip(other.Means), p => Assert.Equal(p.First, p.Second, 1e-9 * (1 + Math.Abs(p.First))));
        Assert.All(one.StandardDeviations.Zip(other.StandardDeviations), p => Assert.Equal(p.First, p.Second, 1e-9 * p.First));
    });

    [Fact]
    public void Scores_are_those_of_the_predicted_gaussians() => Law.Holds(GaussianCase.Any.Where(c => c.Targets.Points > 0), c =>
    {
        var posterior = c.Process.Condition(c.Context);
        var prediction = posterior.Predict(c.Targets.Inputs);
        var score = posterior.Score(c.Targets)[0];
        double logDensity = Enumerable.Range(0, c.Targets.Points).Sum(i => MathNet.Numerics.Distributions.Normal.PDFLn(
            prediction.Means[i], prediction.StandardDeviations[i], c.Targets.Outputs[i]));
        Assert.Equal(logDensity, score.LogDensitySum, 1e-9 * (1 + Math.Abs(logDensity)));
        Assert.Equal(posterior.JointLogDensity(c.Targets)[0], score.JointLogDensity);
    });

    [Fact]
    public void Outputs_are_independent_processes()
    {
        var key = RandomKey.FromSeed(4);
        var scales = new GaussianProcessParameters[]
        {
            new([0.5], StdDev.Of(1), StdDev.Of(0.1)), new([2], StdDev.Of(0.3), StdDev.Of(0.5)),
        };
        var x = GaussianCase.Draw(6, i => key.Uniform(0, i));
        var y = GaussianCase.Draw(12, i => key.Normal(1, i));
        var both = new GaussianProcessPrior(new GaussianProcessKernel.Rbf(), scales.ToValueList()).Condition(new DataTask("a", x, y, 1, 2));
        double[] query = [0.1, 0.4, 5];
        for (int o = 0; o < 2; o++)
        {
            var alone = new GaussianProcessPrior(new GaussianProcessKernel.Rbf(), [scales[o]])
                .Condition(new DataTask("a", x, [.. y.Where((_, i) => i % 2 == o)], 1, 1)).Predict(query);
            Assert.Equal(alone.Means, both.Predict(query).Means.Where((_, i) => i % 2 == o));
            Assert.Equal(alone.StandardDeviations, both.Predict(query).StandardDeviations.Where((_, i) => i % 2 == o));
        }
    }

    [Fact]
    public void Wrong_shapes_and_singular_covariances_are_refused()
    {
        var process = new GaussianProcessPrior(new GaussianProcessKernel.Rbf(), [new([1], StdDev.Of(1), StdDev.Of(1e-9))]);
        var repeated = new DataTask("a", [0.5, 0.5], [1, 2], 1, 1);
        Assert.Throws<NumericalException>(() => process.Condition(repeated));
        Assert.Throws<ShapeException>(() => process.Condition(new DataTask("a", [1, 2], [1], 2, 1)));
        Assert.Throws<ShapeException>(() => process.Condition(new DataTask("a", [1], [1, 2], 1, 2)));
        var plane = new GaussianProcessPrior(new GaussianProcessKernel.Rbf(), [new([1, 1], StdDev.Of(1), StdDev.Of(0.1))]);
        Assert.Throws<ShapeException>(() => plane.Condition(new DataTask("a", [], [], 2, 1)).Predict([1, 2, 3]));
        Assert.Throws<ShapeException>(() => plane.LogDensity(new TaskSet(["x"], ["y"], [repeated]), 0));
        Assert.Throws<OptionException>(() => new GaussianProcessParameters([], StdDev.Of(1), StdDev.Of(1)));
        Assert.Throws<OptionException>(() => new GaussianProcessParameters([0], StdDev.Of(1), StdDev.Of(1)));
        Assert.Throws<OptionException>(() => new GaussianProcessPrior(new GaussianProcessKernel.Rbf(), []));
    }
}
