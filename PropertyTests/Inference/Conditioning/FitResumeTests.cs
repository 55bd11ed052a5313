using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Every method can be stopped anywhere, saved, and goes on from the file bit for bit; a posterior survives its file.</summary>
public sealed class FitResumeTests : IDisposable
{
    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    private readonly string file = Path.Combine(Path.GetTempPath(), $"probbnn-fit-{Guid.NewGuid():N}.pbnn");

    public static BnnModel Model => Bnn.Regression(1, 1)
        .Hidden(4, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned())
        .Hidden(3, Activation.Relu, Prior.PerWeight().ScaledByFanIn())
        .Output(Prior.PerWeight().ScaledByFanIn())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned(below: StdDev.Of(1)))
        .PseudoLikelihood(Amortised.Mlp(4))
        .Build();

    public static TheoryData<TaskMethod> Methods
    {
        get
        {
            var ascent = new AscentOptions { Steps = 150, ClipNorm = 5 };
            var run = new HamiltonianOptions { WarmUp = 60, Draws = 40, GroupSize = 2 };
            return [
                new Nuts { Chains = 3, Run = run with { Metric = new Metric.Dense() }, MaxTreeDepth = 5 },
                new Hmc { Chains = 2, Run = run with { Thinning = 2, StepSize = new StepSize.Adapted(0.7, 0.1) }, Path = new PathLength.Steps(4) },
                new Langevin { Chains = 1, Run = run with { StepSize = new StepSize.Fixed(0.05), Metric = new Metric.Unit() }, Seed = 9 },
                new MeanField { Ascent = ascent }, new Unitwise { Ascent = ascent, Samples = 3 }, new Layerwise { Ascent = ascent },
                new FullCovariance { Ascent = ascent, StartStdDev = 0.1 }, new GlobalInducing { Ascent = ascent, Points = 3 },
                new GlobalInducing { Ascent = ascent, Points = 7 }, new PerTask { Ascent = ascent, Samples = 2 },
                new Map { Ascent = ascent, Seed = 5 }, new Ensemble { Ascent = ascent, Members = 2 },
                new Swag { Ascent = ascent, Every = 5, Snapshots = 6, Rank = 3 },
            ];
        }
    }

    private static DataTask Task(int points) => new(
        "t", [.. Enumerable.Range(0, points).Select(i => i * 0.4)], [.. Enumerable.Range(0, points).Select(i => 10 + 3 * Math.Sin(i))], 1, 1);

    private static double[] Prediction(Posterior posterior)
    {
        var p = posterior.Predict([0.1, 2, 9], 30, 4);
        return [.. Enumerable.Range(0, 3).SelectMany(i => new[] { p.Mean(i), p.EpistemicVariance(i), p.AleatoricVariance(i) }),
            .. posterior.Functions([0.3], 3, 2).Cast<double>(), .. posterior.JointLogDensities(Task(2), 5, 1).Cast<double>()];
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_fit_goes_on_from_its_file_bit_for_bit(TaskMethod method)
    {
        var frame = DataFrame.Of(Model, new TaskSet(["x"], ["y"], [Task(6)]));
        using var whole = TaskFit.Init(Engine, Model, frame, method, Task(6));
        var expected = Prediction(whole.Run());
        var fit = TaskFit.Init(Engine, Model, frame, method, Task(6));
        for (int slices = 0; !fit.IsFinished; slices++)
        {
            fit.Advance();
            if (slices is 0 or 1 or 3)
            {
                FitFile.Save(fit.Snapshot(), file);
                fit.Dispose();
                var state = FitFile.Load(file);
                Assert.Equal(method, state.Method);
                Assert.Equal(Model, state.Model);
                fit = TaskFit.Restore(Engine, state);
            }
        }
        FitFile.Save(fit.Snapshot(), file);
        fit.Dispose();
        Assert.Equal(expected, Prediction(FitFile.Load(file).Posterior(Engine)));
        Assert.All(expected, v => Assert.True(double.IsFinite(v)));
    }

    /// <summary>Nothing to learn from: predictions are finite, and a bound is not above the log evidence of nothing, 0, by more than 5
    /// standard errors.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void An_empty_data_set_is_no_obstacle(TaskMethod method)
    {
        var frame = DataFrame.Of(Model, new TaskSet(["x"], ["y"], [Task(6)]));
        var posterior = new TaskInference(Engine, method).Under(Model, frame).Condition(Task(0));
        Assert.All(Prediction(posterior), v => Assert.True(double.IsFinite(v)));
        if (posterior is IEvidenceBound bounded)
        {
            var bound = bounded.EvidenceLowerBound(1000);
            Assert.InRange(bound.Mean, double.MinValue, 5 * bound.StandardError + 1e-12);
        }
    }

    /// <summary>An update under that name is exact, so only what is exact offers it: no method here, trained networks of one data set
    /// included, but the process that they came from does, and gives the posterior of the union to the last bit.</summary>
    [Theory, MemberData(nameof(Methods))]
    public void No_method_that_is_not_exact_offers_updates(TaskMethod method)
    {
        var frame = DataFrame.Of(Model, new TaskSet(["x"], ["y"], [Task(6)]));
        using var fit = TaskFit.Init(Engine, Model, frame, method, Task(6));
        while (!fit.IsFinished)
        {
            fit.Advance();
        }
        Assert.False(fit.Snapshot().Posterior(Engine) is IUpdatable);
    }

    [Fact]
    public void An_amortised_update_is_the_posterior_of_the_union()
    {
        var frame = DataFrame.Of(Model, new TaskSet(["x"], ["y"], [Task(6)]));
        var process = AmortisedProcess.Untrained(Engine, Model, frame, 3);
        var parts = new[] { Task(6).Select([0, 1]), Task(6).Select([2, 3, 4, 5]) };
        var posterior = ((IUpdatable)process.Condition(parts[0])).Update(parts[1]);
        Assert.Equal(Prediction(process.Condition(Task(6))), Prediction(posterior));
    }

    /// <summary>Inference networks begin where an amortised process has them: before the first step its posterior is theirs.</summary>
    [Fact]
    public void Per_task_starts_at_an_amortised_posterior()
    {
        var model = Model.WithPriors(l => Model.PriorOf(l).Fixed());
        var frame = DataFrame.Of(model, new TaskSet(["x"], ["y"], [Task(6)]));
        var amortised = AmortisedProcess.Untrained(Engine, model, frame, 3).Condition(Task(6));
        using var fit = TaskFit.Init(Engine, model, frame, new PerTask { Seed = 8 }, Task(6), amortised);
        Assert.Equal(Prediction(amortised), Prediction(fit.Snapshot().Posterior(Engine)));
    }

    /// <summary>A process with all its methods survives its file.</summary>
    [Fact]
    public void A_process_keeps_its_methods()
    {
        var frame = DataFrame.Of(Model, new TaskSet(["x"], ["y"], [Task(6)]));
        var ascent = new AscentOptions { Steps = 20 };
        var poorer = new TaskInference(Engine, new MeanField { Ascent = ascent, Seed = 4 });
        var process = new TaskInference(Engine, new FullCovariance { Ascent = ascent }) { StartingFrom = poorer }.Under(Model, frame);
        process.Save(file);
        var loaded = TaskProcess.Load(Engine, file);
        Assert.Equal(process.Methods, loaded.Methods);
        Assert.Equal(2, loaded.Methods.Count);
        Assert.Equal(Prediction(process.Condition(Task(5))), Prediction(loaded.Condition(Task(5))));
    }

    public void Dispose() => File.Delete(file);
}
