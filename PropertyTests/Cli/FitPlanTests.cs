using ProbBnn.Cli;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>How a time becomes a number of steps.</summary>
public class FitPlanTests
{
    private static readonly TaskMethod[] Climbing =
        [new PerTask(), new MeanField(), new Unitwise(), new Layerwise(), new FullCovariance(), new GlobalInducing(), new Map(), new Ensemble(), new Swag()];

    [Fact]
    public void Steps_become_those_of_the_method() => Assert.All(Climbing, method =>
    {
        Assert.All([1, 2, 5, 299, 3000, 100_000], steps =>
        {
            var with = MethodLength.WithSteps(method, steps);
            with.Validate();
            Assert.Equal(MethodLength.Unsaid(method), MethodLength.Unsaid(with));
            if (with is Swag swag)
            {
                Assert.InRange(swag.Ascent.Steps + swag.Every * swag.Snapshots, Math.Min(0.97 * steps, steps - 1), Math.Max(steps, 3));
            }
        });
        Assert.NotEqual(MethodLength.Unsaid(method), MethodLength.Unsaid(method with { Seed = 9 }));
    });

    [Fact]
    public void Chains_have_as_many_draws_as_are_worth_keeping()
    {
        var nuts = new Nuts();
        var more = MethodLength.WithIterations(nuts, 70, 90);
        Assert.Equal((70, 90), (more.Run.WarmUp, more.Run.Draws));
        Assert.Equal(MethodLength.Unsaid(nuts), MethodLength.Unsaid(more));
        Assert.NotEqual(MethodLength.Unsaid(nuts), MethodLength.Unsaid(more with { Chains = 9 }));
        Assert.Equal((10_000, 4194, 1000), (FitPlan.MostDrawsOf(4, 10), FitPlan.MostDrawsOf(4, 1000), FitPlan.MostDrawsOf(4, 100_000)));
        var plan = new FitPlan(10, 12, 0.01);
        Assert.Equal(10 * 60 * 0.98 - 12, plan.TimeOfWork.TotalSeconds, 1e-9);
        Assert.Equal(25 + 900, plan.DrawsIn(25, 10_000, 0.1, TimeSpan.FromSeconds(100)));
        Assert.Equal(500, plan.DrawsIn(25, 500, 0.1, TimeSpan.FromSeconds(100)));
        Assert.Null(plan.DrawsIn(25, 25, 0.1, TimeSpan.FromSeconds(100)));
        Assert.Null(plan.DrawsIn(25, 10_000, 0.1, TimeSpan.FromSeconds(20)));
        Assert.Null(plan.DrawsIn(25, 10_000, 0.1, TimeSpan.FromSeconds(-5)));
    }

    /// <summary>Four steps at a time, of which the first piece takes long: its time does not count where there are others.</summary>
    [Fact]
    public void The_time_of_a_step_is_that_of_settled_work()
    {
        int calls = 0;
        double seconds = StepTime.Measure(
            () =>
            {
                Thread.Sleep(calls == 0 ? 400 : 4);
                return (4 * ++calls, true);
            },
            TimeSpan.FromSeconds(0.1), CancellationToken.None);
        Assert.InRange(seconds, 0.0005, 0.09);
        Assert.True(calls >= 2);
        calls = 0;
        Assert.InRange(StepTime.Measure(() => (++calls, false), TimeSpan.FromSeconds(9), CancellationToken.None), 0, 1);
        Assert.Equal(1, calls);
        Assert.Throws<OperationCanceledException>(() =>
            StepTime.Measure(() => (1, true), TimeSpan.FromSeconds(9), new CancellationToken(canceled: true)));
    }
}
