using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>Snippets of training, evaluation and hosting, on a small model.</summary>
[Collection(nameof(RunsAlone))]
public sealed class InferenceSnippets : IDisposable
{
    private readonly BnnModel model = Bnn.Regression(1, 1)
        .Hidden(4, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned())
        .Output(Prior.PerUnit().ScaledByFanIn().Learned())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.2)))
        .PseudoLikelihood(Amortised.LikeNetwork())
        .Build();

    private readonly FitOptions options = new() { Steps = 4, Validation = new ValidationOptions { Every = 2 } };

    private readonly DocumentFolder folder = new();
    private readonly TaskSet tasks = new Sawtooth { MinPoints = 8, MaxPoints = 12 }.Generate(12, RandomKey.FromSeed(3));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Methods_are_interchangeable()
    {
        using var engine = ManagedEngine.Double();
        var patient = tasks.Tasks[0];
        #region snippet:methods
        var frame = DataFrame.Of(model, tasks);                           // names and scaling of the data
        TaskMethod[] methods =
        [
            new Nuts { Chains = 2, Run = new HamiltonianOptions { WarmUp = 200, Draws = 200 } },
            new Unitwise { Ascent = new AscentOptions { Steps = 500 } },
            new PerTask { Ascent = new AscentOptions { Steps = 200 } },
        ];
        foreach (var method in methods)
        {
            Posterior posterior = new TaskInference(engine, method).Under(model, frame).Condition(patient);
            Prediction there = posterior.Predict([0.5]);
            string bound = posterior is IEvidenceBound b ? $", ELBO {b.EvidenceLowerBound(1000).Mean:F2}" : "";
            Console.WriteLine($"{method.Name}: {there.Mean(0):F2} +- {there.StandardDeviation(0):F2}{bound}");
        }
        #endregion
        Assert.Contains("nuts: ", folder.Printed, StringComparison.Ordinal);
        Assert.Contains(", ELBO ", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trainer_stores_and_resumes()
    {
        using var engine = ManagedEngine.Double();
        #region snippet:trainer
        using (var trainer = Trainer.Init(engine, model, new Objective.PpAvi(samples: 8), tasks, options))
        {
            while (trainer.StepsDone < 2)
            {
                trainer.Step();
            }
            CheckpointFile.Save(trainer.Snapshot(), "checkpoint.pbnn");
        }

        using var resumed = Trainer.Restore(engine, tasks, CheckpointFile.Load("checkpoint.pbnn"));
        var process = new AmortisedInference(engine, new Objective.PpAvi(samples: 8)).Run(resumed);
        #endregion
        var whole = new AmortisedInference(engine, new Objective.PpAvi(8)).Fit(model, tasks, options);
        Assert.All(whole.Parameters.Names, name =>
            Assert.Equal(whole.Parameters[name].Doubles.ToArray(), process.Parameters[name].Doubles.ToArray()));
    }

    [Fact]
    public void Unseen_tasks_are_scored()
    {
        using var engine = ManagedEngine.Double();
        var unseen = new Sawtooth { MinPoints = 8, MaxPoints = 12 }.Generate(3, RandomKey.FromSeed(4));
        var process = new AmortisedInference(engine, new Objective.PpAvi(8)).Fit(model, tasks, options);
        #region snippet:evaluate
        var splits = EvaluationSplits.Draw(unseen, fraction: 0.3, RandomKey.FromSeed(1).Fold("evaluation"));
        OutputScores scores = Evaluation.Of(process, unseen, splits, samples: 200, seed: 1)[0];
        ScoreSummary pooled = scores.Standardised.Pooled();
        Console.WriteLine($"{pooled.LogDensityPerPoint:F3} nats a point, RMSE {pooled.Rmse:F3}, coverage {pooled.Coverage90:P0}");
        #endregion
        Assert.Contains(" nats a point, RMSE ", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_gets_everything_from_its_services()
    {
        var (services, cancellation) = (new ServiceCollection(), TestContext.Current.CancellationToken);
        #region snippet:hosting
        services.AddProbBnn(options => options.Threads = 4);
        #endregion
        using var provider = services.BuildServiceProvider();
        #region snippet:hosting-use
        var inference = provider.GetRequiredService<AmortisedInferenceFactory>().For(new Objective.PpAvi(samples: 8));
        var observer = provider.GetRequiredService<TrainingObserver>();          // log at Information, meters of the name ProbBnn
        var process = inference.Fit(model, tasks, options, observer, cancellation);
        #endregion
        Assert.Equal("ProbBnn", TrainingMeter.Name);
        Assert.Equal(4, process.Training.Steps);
    }
}
