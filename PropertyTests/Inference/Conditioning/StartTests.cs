using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Models;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Methods that start at the posterior of another.</summary>
public class StartTests
{
    private const int Count = 5;

    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    private static readonly double[] Query = [-1.2, 0.3, 2];

    private static readonly AscentOptions Still = new() { Steps = 1, LearningRate = new LearningRate.Constant(1e-12) };

    /// <summary>Two layers of several units, under a prior that correlates all weights of the network, with the noise inferred too.</summary>
    private static BnnModel Model
    {
        get
        {
            var plain = Bnn.Regression(1, 2).Hidden(3, Activation.Tanh, Prior.PerNetwork()).Output(Prior.PerNetwork())
                .Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned(below: StdDev.Of(1))).Build();
            return DensePrior.Random(plain, [DensePrior.Structures[3], DensePrior.Structures[3]], RandomKey.FromSeed(6));
        }
    }

    private static DataTask Task => new("t", [-1, -0.2, 0.4, 1.5], [0.1, 1, 0.4, 0.6, -0.3, 0.2, 0.9, -0.5], 1, 2);

    private static DataFrame Frame => DataFrame.Of(Model, new TaskSet(["x"], ["y", "z"], [Task]));

    public static TheoryData<string> Starts => ["mean-field", "unitwise", "layerwise", "full", "inducing", "nuts", "swag"];

    private static TaskMethod Method(string name)
    {
        var ascent = new AscentOptions { Steps = 60, LearningRate = new LearningRate.Constant(2e-2) };
        return name switch
        {
            "mean-field" => new MeanField { Ascent = ascent },
            "unitwise" => new Unitwise { Ascent = ascent },
            "layerwise" => new Layerwise { Ascent = ascent },
            "full" => new FullCovariance { Ascent = ascent },
            "inducing" => new GlobalInducing { Ascent = ascent, Points = 3 },
            "nuts" => new Nuts { Chains = 2, Run = new HamiltonianOptions { WarmUp = 10, Draws = 10 } },
            _ => new Swag { Ascent = ascent, Every = 2, Snapshots = 8, Rank = 4 },
        };
    }

    private static Posterior Condition(string name) => new TaskInference(Engine, Method(name)).Under(Model, Frame).Condition(Task);

    /// <summary>Chains without a warm-up, one draw each by steps that lead nowhere, stay at draws of the posterior that they start at:
    /// unknowns and functions.</summary>
    [Theory, MemberData(nameof(Starts))]
    public void Chains_start_at_draws_of_the_posterior(string name)
    {
        var start = (LatentPosterior)Condition(name);
        var run = new HamiltonianOptions { WarmUp = 0, Draws = 1, StepSize = new StepSize.Fixed(1e-11), Metric = new Metric.Unit() };
        foreach (MarkovChains method in new MarkovChains[]
            { new Nuts { Chains = Count, Run = run, Seed = 7, MaxTreeDepth = 1 }, new Hmc { Chains = Count, Run = run, Seed = 7, Path = new PathLength.Steps(1) } })
        {
            using var fit = TaskFit.Init(Engine, Model, Frame, method, Task, start);
            var posterior = fit.Run();
            double[][] expected = start.LatentDraws(Count, 7);
            var chains = ((IMarkovChainPosterior)posterior).Chains.Chains;
            for (int c = 0; c < Count; c++)
            {
                Assert.All(expected[c].Zip(chains[c].Positions), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
            }
            SameFunctions(start.Functions(Query, Count, 7), posterior.Functions(Query, Count));
        }
    }

    /// <summary>Climbs that do not move are draws of the posterior that they start at.</summary>
    [Theory, MemberData(nameof(Starts))]
    public void Climbs_start_at_draws_of_the_posterior(string name)
    {
        var start = Condition(name);
        TaskMethod[] methods =
        [
            new Map { Ascent = Still, Seed = 7 }, new Ensemble { Ascent = Still, Members = Count, Seed = 7 },
            new Swag { Ascent = Still, Rate = 1e-14, Every = 1, Snapshots = 2, Rank = 2, Seed = 7 },
        ];
        foreach (var method in methods)
        {
            int members = method is Ensemble ? Count : 1;
            using var fit = TaskFit.Init(Engine, Model, Frame, method, Task, start);
            SameFunctions(start.Functions(Query, members, 7), fit.Run().Functions(Query, members));
        }
    }

    /// <summary>The function of each start at the query points is among those found.</summary>
    private static void SameFunctions(double[,,] starts, double[,,] found)
    {
        for (int s = 0; s < starts.GetLength(0); s++)
        {
            Assert.Contains(Enumerable.Range(0, found.GetLength(0)), other => Enumerable.Range(0, Query.Length).All(i =>
                Enumerable.Range(0, 2).All(d => Math.Abs(starts[s, i, d] - found[other, i, d]) < 1e-6)));
        }
    }

    /// <summary>What cannot begin elsewhere says so when the process is made, before the start is found, and also where the start is at
    /// hand.</summary>
    [Theory, InlineData("exact"), InlineData("inducing")]
    public void A_start_that_is_of_no_use_is_refused(string name)
    {
        var linear = LinearTruth.Model(LinearTruth.Independent);
        var frame = LinearTruth.Frame(linear);
        TaskMethod method = name == "exact" ? new Exact() : new GlobalInducing { Points = 2 };
        var endless = new TaskInference(Engine, new MeanField { Ascent = new AscentOptions { Steps = int.MaxValue } });
        var refusal = Assert.Throws<ModelException>(() =>
            new TaskInference(Engine, method) { StartingFrom = endless }.Under(linear, frame));
        Assert.Equal("method", refusal.Problem.Where);
        Assert.Equal(name, refusal.Problem.Got);
        var start = new TaskInference(Engine, new MeanField { Ascent = Still }).Under(linear, frame).Condition(LinearTruth.Task(4));
        Assert.Throws<ModelException>(() => TaskFit.Init(Engine, linear, frame, method, LinearTruth.Task(4), start));
    }

    /// <summary>A posterior of another kind is no start.</summary>
    [Fact]
    public void A_start_of_another_kind_is_refused()
    {
        var linear = LinearTruth.Model(LinearTruth.Independent);
        var frame = LinearTruth.Frame(linear);
        var exact = new TaskInference(Engine, new Exact()).Under(linear, frame).Condition(LinearTruth.Task(4));
        TaskMethod[] methods = [new MeanField(), new Nuts(), new Map(), new Ensemble(), new Swag(), new PerTask()];
        Assert.All(methods, method =>
        {
            var refusal = Assert.Throws<ModelException>(() => TaskFit.Init(Engine, linear, frame, method, LinearTruth.Task(4), exact));
            Assert.Contains("cannot start there", refusal.Message, StringComparison.Ordinal);
        });
    }
}
