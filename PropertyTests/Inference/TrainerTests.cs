using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

public class TrainerTests
{
    private static readonly IEngine Engine = new ReferenceEngine();

    private static BnnModel Model(LastLayerWeights weights = LastLayerWeights.Sampled) => Bnn.Regression(1, 1)
        .Hidden(4, Activation.Tanh, Prior.PerUnit().ScaledByFanIn().ReleasedAt(3))
        .Hidden(3, Activation.Silu, Prior.PerWeight().ScaledByFanIn().Learned())
        .Output(Prior.PerUnit().ScaledByFanIn().Learned())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.2)).Learned(above: StdDev.Of(0.01), below: StdDev.Of(0.5)))
        .PseudoLikelihood(weights == LastLayerWeights.IntegratedOut ? Amortised.Mlp(5).IntegratingLastLayer() : Amortised.Mlp(5))
        .Build();

    private static TaskSet Tasks(int count = 12) => new(["x"], ["y"], Enumerable.Range(0, count).Select(t =>
    {
        var key = RandomKey.FromSeed(5).Fold(t);
        int n = 2 + key.Integer(0, 0, 7);
        double[] x = [.. Enumerable.Range(0, n).Select(i => 4 * key.Uniform(1, i) - 2)];
        return new DataTask($"{t}", x, [.. x.Select((v, i) => Math.Sin(v + t) + 0.1 * key.Normal(2, i))], 1, 1);
    }));

    private static FitOptions Options(int steps) => new()
    {
        Steps = steps,
        BatchTasks = 3,
        LearningRate = new LearningRate.Cosine(1e-2, 1e-3),
        Validation = new ValidationOptions { Every = 4, Samples = 3 },
        Seed = 3,
    };

    public static TheoryData<Objective> Objectives =>
    [
        new Objective.Avi(3), new Objective.PAvi(3), new Objective.PoAvi(3), new Objective.PpAvi(3), new Objective.Npml(3), new Objective.Mpl(3),
        new Objective.MplByPoint(3),
    ];

    [Theory, MemberData(nameof(Objectives))]
    public void Resumed_training_equals_uninterrupted_training_bit_for_bit(Objective objective)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pbnn");
        foreach (var weights in new[] { LastLayerWeights.Sampled, LastLayerWeights.IntegratedOut })
        {
            using var whole = Trainer.Init(Engine, Model(weights), objective, Tasks(), Options(9));
            using var first = Trainer.Init(Engine, Model(weights), objective, Tasks(), Options(9));
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(whole.Step(), first.Step());
            }
            CheckpointFile.Save(first.Snapshot(), path);
            using var second = Trainer.Restore(Engine, Tasks(), CheckpointFile.Load(path));
            while (!whole.IsFinished)
            {
                Assert.Equal(whole.Step(), second.Step());
            }
            var (a, b) = (whole.Snapshot(), second.Snapshot());
            Assert.Equal(9, b.Step);
            Assert.All(a.Parameters.Names, n => Assert.Equal(a.Parameters[n], b.Parameters[n]));
            Assert.All(a.Parameters.Names, n => Assert.Equal(a.SecondMoments[n], b.SecondMoments[n]));
            Assert.All(a.Parameters.Names, n => Assert.Equal(a.Best![n], b.Best![n]));
        }
        File.Delete(path);
    }

    /// <summary>Warm steps over tasks of changing size, with a prior that has been released, several epochs long.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.7)]
    public void A_warm_step_allocates_nothing(int threads, double pointShare)
    {
        using var engine = ManagedEngine.Single(new ManagedOptions { Threads = threads });
        foreach (var objective in new Objective[] { new Objective.PAvi(3), new Objective.Avi(3) })
        {
            using var trainer = Trainer.Init(engine, Model(), objective, Tasks(), Options(400) with
            {
                PointShare = pointShare,
                Validation = new ValidationOptions { Every = 1000, Patience = 2 },
            });
            double sum = Steps(trainer, 100);
            long before = GC.GetAllocatedBytesForCurrentThread();
            sum += Steps(trainer, 200);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(double.IsFinite(sum));
        }
    }

    [Fact]
    public void A_snapshot_before_the_first_step_is_the_start()
    {
        using var trainer = Trainer.Init(Engine, Model(), new Objective.PpAvi(2), Tasks(), Options(6));
        var state = trainer.Snapshot();
        Assert.Equal(0, state.Step);
        Assert.Equal(state.Parameters.Names, state.FirstMoments.Names);
        Assert.All(state.FirstMoments.Names, n => Assert.Equal(Tensor.Fill(state.Parameters[n].Shape, 0), state.FirstMoments[n]));
        Assert.All(state.SecondMoments.Names, n => Assert.Equal(Tensor.Fill(state.Parameters[n].Shape, 0), state.SecondMoments[n]));
    }

    [Fact]
    public void Priors_stay_at_their_start_until_they_are_released()
    {
        using var trainer = Trainer.Init(Engine, Model(), new Objective.PpAvi(2), Tasks(), Options(6));
        var start = trainer.Snapshot().Parameters;
        for (int i = 0; i < 3; i++)
        {
            trainer.Step();
        }
        var before = trainer.Snapshot().Parameters;
        trainer.Step();
        var after = trainer.Snapshot().Parameters;
        Assert.Equal(start["layers[0].prior.factor"], before["layers[0].prior.factor"]);
        Assert.NotEqual(start["layers[1].prior.factor"], before["layers[1].prior.factor"]);
        Assert.NotEqual(before["layers[0].prior.factor"], after["layers[0].prior.factor"]);
    }

    private static double Steps(Trainer trainer, int count)
    {
        double sum = 0;
        for (int i = 0; i < count && !trainer.IsFinished; i++)
        {
            sum += trainer.Step().Objective;
        }
        return sum;
    }
}
