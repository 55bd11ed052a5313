using MathNet.Numerics.Distributions;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Leave-one-out of posteriors against the exact answer of a linear model, and the log densities it rests on.</summary>
public class PosteriorLeaveOneOutTests
{
    private const int Points = 12;

    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    private static Posterior Condition(TaskMethod method)
    {
        var model = LinearTruth.Model(LinearTruth.Independent);
        return new TaskInference(Engine, method).Under(model, LinearTruth.Frame(model)).Condition(LinearTruth.Task(Points));
    }

    /// <summary>The log density of a point given all others, refitted without it by dense algebra.</summary>
    private static double Exact(int point)
    {
        var task = LinearTruth.Task(Points);
        var (mean, covariance) = LinearTruth.Posterior(
            LinearTruth.Independent, task.Select([.. Enumerable.Range(0, Points).Where(n => n != point)]));
        var x = LinearTruth.Features(task.Inputs).Row(point);
        return Normal.PDFLn(x * mean, Math.Sqrt(x * covariance * x + LinearTruth.Noise * LinearTruth.Noise), task.Outputs[point]);
    }

    /// <summary>
    /// A fit that was hardly begun is far too wide: by its draws alone the sum is off by 15 nats. In eight other seeds of every case, with
    /// 4,000 draws in place of 10,000, sums were off by 0.24 at most, single points by 0.12.
    /// </summary>
    [Theory, InlineData("exact"), InlineData("nuts"), InlineData("wide"), InlineData("full"), InlineData("per-task")]
    public void Left_out_points_are_scored_as_if_refitted_without_them(string name)
    {
        var ascent = new AscentOptions { Steps = 800, LearningRate = new LearningRate.Linear(2e-2, 1e-4) };
        var posterior = Condition(name switch
        {
            "exact" => new Exact(),
            "nuts" => new Nuts { Run = new HamiltonianOptions { WarmUp = 300, Draws = 2500 } },
            "wide" => new FullCovariance { Ascent = ascent with { Steps = 100 }, StartStdDev = 0.5 },
            "full" => new FullCovariance { Ascent = ascent with { Steps = 200 } },
            _ => new PerTask { Ascent = ascent with { Steps = 1 } },
        });
        var loo = LeaveOneOut.Of(posterior, LinearTruth.Task(Points), 10_000)!;
        double[] exact = [.. Enumerable.Range(0, Points).Select(Exact)];
        Assert.Equal((Points, 10_000), (loo.Points, loo.Draws));
        Assert.Equal(exact.Sum(), loo.Elpd, 0.3);
        Assert.All(exact.Zip(loo.PointElpd), pair => Assert.Equal(pair.First, pair.Second, 0.2));
        Assert.InRange(loo.EffectiveParameters, 1, 4);
        Assert.Equal(loo.Khat.Count(k => k > ParetoSmoothedWeights.ThresholdFor(10_000)), loo.PointsAboveThreshold);
    }

    /// <summary>As many draws as do not fit one block of points: the same answer, and nearer.</summary>
    [Fact]
    public void Points_are_worked_on_in_blocks()
    {
        var loo = LeaveOneOut.Of(Condition(new Exact()), LinearTruth.Task(Points), samples: 420_000)!;
        Assert.Equal(Points, loo.Points);
        Assert.Equal(Enumerable.Range(0, Points).Sum(Exact), loo.Elpd, 0.02);
        double mean = loo.PointElpd.Average();
        double spread = loo.PointElpd.Sum(e => (e - mean) * (e - mean)) / (Points - 1);
        Assert.Equal(Math.Sqrt(Points * spread), loo.StandardError!.Value, 1e-9);
    }

    [Fact]
    public void Draws_of_no_known_density_give_no_answer()
    {
        var ascent = new AscentOptions { Steps = 5 };
        TaskMethod[] methods =
            [new Map { Ascent = ascent }, new Ensemble { Ascent = ascent, Members = 2 }, new Swag { Ascent = ascent, Every = 1, Snapshots = 3, Rank = 2 }];
        Assert.All(methods, method => Assert.Null(LeaveOneOut.Of(Condition(method), LinearTruth.Task(Points))));
        var few = new Nuts { Chains = 2, Run = new HamiltonianOptions { WarmUp = 20, Draws = 12 } };
        Assert.Null(LeaveOneOut.Of(Condition(few), LinearTruth.Task(Points)));
        Refusal.Of<ShapeException>(() => LeaveOneOut.Of(Condition(new Exact()), LinearTruth.Task(0)), "at least one");
    }

    /// <summary>In the data's own units, over more points than go into one program: their sum is the joint log density.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Log_densities_of_points_add_up_to_the_joint_one(bool labels)
    {
        var key = RandomKey.FromSeed(3);
        double[] x = [.. Enumerable.Range(0, 300).Select(i => key.Normal(0, i))];
        double[] y = [.. Enumerable.Range(0, 600).Select(i => labels ? i % 3 == 0 ? 1.0 : 0 : 40 + 7 * key.Normal(1, i))];
        var task = new DataTask("t", x, y, 1, 2);
        var network = Bnn.Regression(1, 2).Hidden(3, Activation.Tanh, Prior.PerUnit().ScaledByFanIn()).Output(Prior.PerWeight().ScaledByFanIn());
        var model = (labels ? network.Observe(Likelihood.Bernoulli()) : network.Observe(Likelihood.Gaussian(StdDev.Of(0.4)).Learned())).Build();
        var frame = DataFrame.Of(model, new TaskSet(["x"], ["a", "b"], [task]));
        var posterior = new TaskInference(Engine, new MeanField { Ascent = new AscentOptions { Steps = 20 } }).Under(model, frame).Condition(task);
        var (single, joint) = (posterior.PointLogDensities(task, 30, 2), posterior.JointLogDensities(task, 30, 2));
        Assert.Equal((30, 300), (single.GetLength(0), single.GetLength(1)));
        double unit = 300 * frame.OutputScales.Sum(Math.Log);
        for (int s = 0; s < 30; s++)
        {
            double sum = Enumerable.Range(0, 300).Sum(n => single[s, n]);
            Assert.Equal(joint[s, 0] + joint[s, 1] - unit, sum, 1e-9 * Math.Abs(sum));
        }
    }
}
