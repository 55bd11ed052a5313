using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Baselines;

public class GaussianProcessFitTests
{
    private static readonly GaussianProcessParameters Truth = new([0.6, 1.5], StdDev.Of(1.3), StdDev.Of(0.2));

    public static TheoryData<bool, bool> Kinds => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    private static GaussianProcessKernel KernelOf(bool matern) =>
        matern ? new GaussianProcessKernel.Matern32() : new GaussianProcessKernel.Rbf();

    /// <summary>
    /// 100 functions of 40 points. Scales come back within 15 %; the log density is no worse than the truth's on the same data, and no
    /// derivative is left. Fixed keys, so there is no false alarm.
    /// </summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_finds_the_scales_of_generated_functions(bool matern, bool sharedGrid)
    {
        var tasks = GaussianCase.Functions(KernelOf(matern), Truth, 100, 40, sharedGrid, RandomKey.FromSeed(21));
        var fit = GaussianProcessBaseline.Fit(tasks, KernelOf(matern), RandomKey.FromSeed(1));
        var found = fit.Process.Outputs[0];
        Assert.All(found.Lengthscales.Zip(Truth.Lengthscales), l => Assert.InRange(l.First / l.Second, 0.85, 1.15));
        Assert.InRange(found.Signal.Value / Truth.Signal.Value, 0.85, 1.15);
        Assert.InRange(found.Noise.Value / Truth.Noise.Value, 0.85, 1.15);
        Assert.Equal((100, 4000, true), (fit.Fits[0].Tasks, fit.Fits[0].Values, fit.Fits[0].Converged));

        var end = fit.Process.LogDensity(tasks, 0);
        double truth = new GaussianProcessPrior(KernelOf(matern), [Truth]).LogDensity(tasks, 0).LogDensity;
        Assert.Equal(end.LogDensity / 4000, fit.Fits[0].LogDensityPerValue, 1e-9);
        Assert.True(end.LogDensity >= truth);
        Assert.All([.. end.Lengthscales, end.Signal, end.Noise], g => Assert.InRange(g / 4000, -1e-3, 1e-3));
    }

    [Fact]
    public void Limits_draw_tasks_and_points_by_key()
    {
        var tasks = GaussianCase.Functions(KernelOf(true), Truth, 60, 30, false, RandomKey.FromSeed(2));
        var options = new GaussianProcessOptions { MaxTasks = 10, MaxPointsPerTask = 12, Starts = 2, MaxIterations = 20 };
        var one = GaussianProcessBaseline.Fit(tasks, KernelOf(true), RandomKey.FromSeed(1), options);
        Assert.Equal((10, 120), (one.Fits[0].Tasks, one.Fits[0].Values));
        Assert.Equal(one, GaussianProcessBaseline.Fit(tasks, KernelOf(true), RandomKey.FromSeed(1), options));
        Assert.NotEqual(one, GaussianProcessBaseline.Fit(tasks, KernelOf(true), RandomKey.FromSeed(2), options));
    }

    [Fact]
    public void Tasks_of_one_point_and_empty_tasks_are_fitted()
    {
        var key = RandomKey.FromSeed(8);
        var tasks = new TaskSet(["x"], ["y"], Enumerable.Range(0, 50).Select(t => GaussianCase.Noise($"t{t}", t % 2, 1, key.Fold(t))));
        var found = GaussianProcessBaseline.Fit(tasks, KernelOf(false), key).Process.Outputs[0];
        Assert.InRange(double.Hypot(found.Signal.Value, found.Noise.Value), 0.5, 1.5);
    }

    /// <summary>Nothing but zeros: the likelihood grows without bound as the noise falls, and the floor is what bounds it.</summary>
    [Fact]
    public void Constant_outputs_end_at_the_floor_of_the_noise()
    {
        var tasks = new TaskSet(["x"], ["y"], Enumerable.Range(0, 5).Select(
            t => new DataTask($"t{t}", [0, 0.3, 1, 1.7], new double[4], 1, 1)));
        var fit = GaussianProcessBaseline.Fit(tasks, KernelOf(true), RandomKey.FromSeed(1));
        Assert.InRange(fit.Process.Outputs[0].Noise.Value, 1e-4, 1e-2);
        var prediction = fit.Condition(tasks.Tasks[0]).Predict([0.5]);
        Assert.Equal(0, prediction.Means[0]);
        Assert.InRange(prediction.StandardDeviations[0], 1e-4, 0.1);
    }

    [Fact]
    public void Wrong_options_and_empty_sets_are_refused()
    {
        var none = new TaskSet(["x"], ["y"], [new DataTask("a", [], [], 1, 1)]);
        var some = new TaskSet(["x"], ["y"], [new DataTask("a", [0, 1], [1, 2], 1, 1)]);
        Assert.Throws<DataException>(() => GaussianProcessBaseline.Fit(none, KernelOf(true), RandomKey.FromSeed(1)));
        Assert.Throws<OptionException>(() => GaussianProcessBaseline.Fit(
            some, KernelOf(true), RandomKey.FromSeed(1), new GaussianProcessOptions { Starts = 0 }));
        Assert.Throws<OperationCanceledException>(() => GaussianProcessBaseline.Fit(
            some, KernelOf(true), RandomKey.FromSeed(1), cancellation: new CancellationToken(true)));
    }
}
