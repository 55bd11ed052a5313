using ProbBnn.Benchmarks;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>The data set with a known log marginal likelihood: no bound may lie above it, and a short training must come near.</summary>
public class ReferenceSetTests
{
    private static BnnModel Model(double sigma, bool integrate) => Bnn.Regression(1, 1)
        .Hidden(20, Activation.Relu, Prior.PerWeight().ScaledByFanIn())
        .Hidden(20, Activation.Relu, Prior.PerWeight().ScaledByFanIn())
        .Output(Prior.PerWeight().ScaledByFanIn())
        .Observe(Likelihood.Gaussian(StdDev.Of(sigma)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(integrate ? Amortised.LikeNetwork().IntegratingLastLayer() : Amortised.LikeNetwork())
        .Build();

    /// <summary>False alarm of each bound: 5 standard errors, below 3e-7.</summary>
    [Theory]
    [InlineData(0.0492388, false, 12)]
    [InlineData(0.1, false, 4)]
    [InlineData(0.1, true, 4)]
    [InlineData(0.492388, false, 1)]
    public void The_bound_stays_below_the_log_evidence_and_training_brings_it_near(double sigma, bool integrate, double near)
    {
        using var engine = ManagedEngine.Double();
        double evidence = ReferenceSet.LogMarginalLikelihoods[sigma];
        var tasks = new TaskSet(["x"], ["y"], [ReferenceSet.Task]);
        var untrained = AmortisedProcess.Untrained(engine, Model(sigma, integrate), DataFrame.Of(Model(sigma, integrate), tasks), 1);
        var before = EvidenceLowerBound.Estimate(engine, untrained, ReferenceSet.Task, 1000);
        var trained = new AmortisedInference(engine, new Objective.Avi(8)).Fit(Model(sigma, integrate), tasks, new FitOptions
        {
            Steps = 200,
            BatchTasks = 1,
            LearningRate = new LearningRate.Linear(5e-3, 5e-4),
            Validation = ValidationOptions.None,
        });
        var after = EvidenceLowerBound.Estimate(engine, trained, ReferenceSet.Task, 1000);
        Assert.True(before.Mean < evidence + 5 * before.StandardError, $"untrained {before}");
        Assert.InRange(after.Mean, evidence - near, evidence + 5 * after.StandardError);
        Assert.True(after.Mean > before.Mean);
    }

    [Fact]
    public void Training_has_the_same_bits_for_one_two_and_four_threads()
    {
        var model = Model(0.1, true);
        var tasks = new TaskSet(["x"], ["y"], [ReferenceSet.Task]);
        var states = new[] { 1, 2, 4 }.Select(threads =>
        {
            using var engine = ManagedEngine.Double(new ManagedOptions { Threads = threads });
            using var trainer = Trainer.Init(engine, model, new Objective.PpAvi(8), tasks, new FitOptions { Steps = 5, BatchTasks = 3 });
            for (int i = 0; i < 5; i++)
            {
                trainer.Step();
            }
            return trainer.Snapshot().Parameters;
        }).ToArray();
        Assert.All(states[0].Names, name => Assert.Equal(states[0][name], states[1][name]));
        Assert.All(states[0].Names, name => Assert.Equal(states[0][name], states[2][name]));
    }
}
