using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>What a trained process predicts, keeps and refuses, on any engine of double precision.</summary>
public abstract class ProcessLaws
{
    /// <summary>What computes.</summary>
    protected abstract IEngine Engine { get; }

    private static BnnModel Model(LastLayerWeights weights = LastLayerWeights.Sampled, int outputs = 1) => Bnn.Regression(1, outputs)
        .Features(new InputFeatures.Raw().And(InputFeatures.FourierSeries(2, 4)))
        .Hidden(5, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().Learned().Starting(new PriorStart.SmallRandom(0.3, 0.1)))
        .Output(Prior.PerUnit().ScaledByFanIn().Learned())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.2)))
        .PseudoLikelihood(weights == LastLayerWeights.IntegratedOut ? Amortised.Mlp(4).IntegratingLastLayer() : Amortised.Mlp(4))
        .Build();

    private static TaskSet Tasks(double scale = 1, double shift = 0) => new(["x"], ["y"], Enumerable.Range(0, 6).Select(t =>
    {
        double[] x = [.. Enumerable.Range(0, 5 + t).Select(i => RandomKey.FromSeed(1).Fold(t).Normal(0, i))];
        return new DataTask($"{t}", x, [.. x.Select(v => shift + scale * Math.Cos(2 * v + t))], 1, 1);
    }));

    private AmortisedProcess Trained(LastLayerWeights weights, double scale = 1, double shift = 0) =>
        new AmortisedInference(Engine, new Objective.PpAvi(2)).Fit(Model(weights), Tasks(scale, shift), new FitOptions
        {
            Steps = 4,
            BatchTasks = 2,
            Validation = ValidationOptions.None,
        });

    public static TheoryData<LastLayerWeights> Both => [LastLayerWeights.Sampled, LastLayerWeights.IntegratedOut];

    [Theory, MemberData(nameof(Both))]
    public void A_prediction_at_a_point_does_not_depend_on_the_other_queries_or_their_order(LastLayerWeights weights)
    {
        var posterior = Trained(weights).Condition(Tasks().Tasks[1]);
        double[] many = [.. Enumerable.Range(0, 300).Select(i => i / 100.0 - 1.5)];
        var all = posterior.Predict(many, 30, 4);
        foreach (int i in new[] { 0, 7, 256, 299 })
        {
            var one = posterior.Predict([many[i]], 30, 4);
            Assert.Equal(all.Mean(i), one.Mean(0), 1e-12);
            Assert.Equal(all.EpistemicVariance(i), one.EpistemicVariance(0), 1e-12);
            Assert.Equal(posterior.Functions(many, 3, 4)[2, i, 0], posterior.Functions([many[i]], 30, 4)[2, 0, 0], 1e-12);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public void Saving_and_loading_keeps_every_bit_of_every_prediction(LastLayerWeights weights)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pbnn");
        var process = Trained(weights);
        process.Save(path);
        var loaded = AmortisedProcess.Load(Engine, path);
        File.Delete(path);
        Assert.Equal(process.Model, loaded.Model);
        Assert.Equal(process.Frame, loaded.Frame);
        Assert.Equal(process.Training, loaded.Training);
        var context = Tasks().Tasks[2];
        var (before, after) = (process.Condition(context).Predict([0.3, 5], 40), loaded.Condition(context).Predict([0.3, 5], 40));
        Assert.Equal(before.Mean(1), after.Mean(1));
        Assert.Equal(before.Quantile(0, 0, 0.95), after.Quantile(0, 0, 0.95));
    }

    /// <summary>Data in other units give the same predictions in those units, since inputs and outputs are standardised.</summary>
    [Theory, MemberData(nameof(Both))]
    public void Predictions_follow_a_change_of_units(LastLayerWeights weights)
    {
        var (context, other) = (Tasks().Tasks[3], Tasks(50, -7).Tasks[3]);
        var here = Trained(weights).Condition(context).Predict([0.3, -1], 20);
        var there = Trained(weights, 50, -7).Condition(other).Predict([0.3, -1], 20);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(50 * here.Mean(i) - 7, there.Mean(i), 1e-7);
            Assert.Equal(50 * here.StandardDeviation(i), there.StandardDeviation(i), 1e-7);
            Assert.Equal(50 * here.Quantile(i, 0, 0.05) - 7, there.Quantile(i, 0, 0.05), 1e-6);
        }
    }

    [Fact]
    public void An_empty_context_gives_the_prior()
    {
        var process = Trained(LastLayerWeights.Sampled);
        double[] x = [-1, 0.5];
        var empty = process.Prior().Functions(x, 5, 9);
        var scaled = process.Frame.Scaling.Inputs.Forward(x);
        var keys = Enumerable.Range(0, 5).Select(s => RandomKey.FromSeed(9).Fold("posterior").Fold("prior").Fold(s)).ToArray();
        var start = AmortisedProcess.Untrained(Engine, process.Model, process.Frame, 3);
        var untrained = start.Prior().Functions(x, 5, 9);
        var drawn = PriorPredictive.Draw(Engine, process.Model, scaled, keys, RandomKey.FromSeed(3).Fold("start"));
        var output = process.Frame.Scaling.Outputs;
        for (int s = 0; s < 5; s++)
        {
            Assert.Equal(output.Shift[0] + output.Scale[0] * drawn[s, 1, 0], untrained[s, 1, 0], 1e-12);
            Assert.NotEqual(empty[s, 1, 0], untrained[s, 1, 0]);
        }
    }

    [Fact]
    public void Many_callers_at_once_get_what_one_caller_gets()
    {
        var process = Trained(LastLayerWeights.Sampled);
        double Mean(int task) => process.Condition(Tasks().Tasks[task]).Predict([0.1, 0.2], 30).Mean(1);
        double[] alone = [.. Enumerable.Range(0, 6).Select(Mean)];
        double[] together = new double[60];
        Parallel.For(0, 60, i => together[i] = Mean(i % 6));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => alone[i % 6]), together);
    }

    [Theory]
    [InlineData(0, "not a file of this tool")]
    [InlineData(1, "corrupt or truncated")]
    [InlineData(2, "corrupt or truncated")]
    [InlineData(3, "another format version")]
    public void Damaged_files_are_refused(int damage, string message)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pbnn");
        Trained(LastLayerWeights.Sampled).Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case 0: bytes[0] = 0; break;
            case 1: bytes[bytes.Length / 2] ^= 1; break;
            case 2: bytes = bytes[..^100]; break;
            default: bytes[4] = 9; break;
        }
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<StoredFileException>(() => AmortisedProcess.Load(Engine, path));
        File.Delete(path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_is_no_process()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pbnn");
        using var trainer = Trainer.Init(Engine, Model(), new Objective.PpAvi(2), Tasks(), new FitOptions { Steps = 2 });
        CheckpointFile.Save(trainer.Snapshot(), path);
        var error = Assert.Throws<StoredFileException>(() => AmortisedProcess.Load(Engine, path));
        File.Delete(path);
        Assert.Contains("another kind", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_returns_the_work_done_so_far()
    {
        using var source = new CancellationTokenSource();
        var seen = new List<int>();
        var progress = new Immediate(p =>
        {
            seen.Add(p.Step);
            if (p.Step == 3)
            {
                source.Cancel();
            }
        });
        var process = new AmortisedInference(Engine, new Objective.PpAvi(2)).Fit(
            Model(), Tasks(), new FitOptions { Steps = 100, BatchTasks = 2 }, progress, source.Token);
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(3, process.Training.Steps);
    }

    private sealed class Immediate(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
