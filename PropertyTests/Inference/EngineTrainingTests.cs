using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Whole training steps, with ragged tasks and noise from keys, on every engine.</summary>
public class EngineTrainingTests
{
    /// <summary>Tasks of 2 to 24 points, so that both forms of the update occur in a layer of 12 weights a unit.</summary>
    internal static readonly TaskSet Tasks = new(["x"], ["y"], Enumerable.Range(0, 12).Select(t =>
    {
        var key = RandomKey.FromSeed(8).Fold(t);
        double[] x = [.. Enumerable.Range(0, 2 + (2 * t)).Select(i => 4 * key.Uniform(0, i) - 2)];
        return new DataTask($"{t}", x, [.. x.Select((v, i) => Math.Sin(2 * v + t) + 0.1 * key.Normal(1, i))], 1, 1);
    }));

    public static TheoryData<Prior, LastLayerWeights> Models => new()
    {
        { Prior.PerWeight().ScaledByFanIn(), LastLayerWeights.Sampled },
        { Prior.PerWeight().ScaledByFanIn(), LastLayerWeights.IntegratedOut },
        { Prior.PerWeight().ScaledByFanIn().Learned(), LastLayerWeights.Sampled },
        { Prior.PerUnit().Learned(), LastLayerWeights.Sampled },
        { Prior.PerUnit().Learned(), LastLayerWeights.IntegratedOut },
    };

    [Theory, MemberData(nameof(Models))]
    public void Every_engine_trains_as_Reference_does(Prior prior, LastLayerWeights weights)
    {
        var model = Model(prior, weights);
        var expected = Train(new ReferenceEngine(), model);
        foreach (int threads in (int[])[1, 2])
        {
            using var exact = ManagedEngine.Double(new ManagedOptions { Threads = threads });
            using var rounded = ManagedEngine.Single(new ManagedOptions { Threads = threads });
            Near(expected, Train(exact, model), 1e-9);
            Near(expected, Train(rounded, model), 2e-3);
        }
    }

    internal static BnnModel Model(Prior prior, LastLayerWeights weights)
    {
        var network = Bnn.Regression(1, 1).Hidden(11, Activation.Tanh, prior).Hidden(11, Activation.Tanh, prior).Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(0.2)));
        var posterior = Amortised.LikeNetwork();
        return network.PseudoLikelihood(weights == LastLayerWeights.IntegratedOut ? posterior.IntegratingLastLayer() : posterior).Build();
    }

    /// <summary>Objective, divergence and norm of the gradient of every step, then the objectives of validation.</summary>
    internal static double[] Train(IEngine engine, BnnModel model, int steps = 6)
    {
        using var trainer = Trainer.Init(engine, model, new Objective.PpAvi(3), Tasks, new FitOptions
        {
            Steps = steps,
            BatchTasks = 4,
            LearningRate = new LearningRate.Constant(1e-3),
            Validation = new ValidationOptions { Every = steps / 2, Samples = 2 },
            Seed = 6,
        });
        var values = new List<double>();
        while (!trainer.IsFinished)
        {
            var step = trainer.Step();
            values.AddRange([step.Objective, step.Divergence, step.GradientNorm]);
        }
        return [.. values, .. trainer.Snapshot().History.Select(point => point.Objective)];
    }

    internal static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance * (1 + Math.Abs(expected[i])));
        }
    }
}
