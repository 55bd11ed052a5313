using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Engines;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

public class TrainingCostTests
{
    private const int Points = 80;

    private static readonly FitOptions Options = new()
    {
        Steps = 3,
        Context = new ContextShare(0.8, 0.8),
        Validation = ValidationOptions.None,
    };

    private static BnnModel Model(Prior prior, int width) => Bnn.Regression(1, 2)
        .Hidden(width, Activation.Tanh, prior)
        .Hidden(width, Activation.Tanh, prior)
        .Output(prior)
        .Observe(Likelihood.Gaussian(StdDev.Of(0.1)))
        .PseudoLikelihood(Amortised.Mlp(5))
        .Build();

    [Fact]
    public void The_plan_counts_state_data_batches_and_validation()
    {
        var model = Model(Prior.PerUnit().Learned(), 6);
        var engine = new ReferenceEngine();
        var objective = new Objective.PAvi(3);
        var cost = TrainingCost.Of(engine, model, objective, Options, Points);
        long parameters = cost.Parameters.Values.Sum();
        long batch = 5 * ((8 * Points * 3) + (16 * 3));
        Assert.Equal((3 * 8 * parameters) + batch, cost.HostBytes);
        Assert.Equal(cost.EngineBytes + cost.HostBytes, cost.PlannedBytes);
        var withData = TrainingCost.Of(engine, model, objective, Options, Points, 1000);
        Assert.Equal(cost.PlannedBytes + (8 * 3 * 1000), withData.PlannedBytes);
        var watched = TrainingCost.Of(engine, model, objective, Options with { Validation = new() { MaxTasks = 2, Samples = 7 } }, Points);
        Assert.Equal(cost.HostBytes + (8 * parameters) + (2 * ((8 * Points * 3) + (16 * 7))), watched.HostBytes);
        Assert.True(watched.EngineBytes > cost.EngineBytes);
    }

    /// <summary>What one thread holds after steps at full size, against the bound; chunks are rounded to 2^20 bytes.</summary>
    [Theory]
    [InlineData(true, 100)]
    [InlineData(true, 40)]
    [InlineData(false, 100)]
    public void Threads_take_no_more_scratch_memory_than_planned(bool perUnit, int width) => ScratchTests.OnOwnThread(() =>
    {
        var model = Model(perUnit ? Prior.PerUnit().Learned() : Prior.PerWeight().ScaledByFanIn(), width);
        var objective = new Objective.PAvi(8);
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });
        var tasks = Enumerable.Range(0, 5).Select(Task).ToArray();
        using var trainer = Trainer.Init(engine, model, objective, new TaskSet(["x"], ["y", "z"], tasks), Options);
        while (!trainer.IsFinished)
        {
            trainer.Step();
        }
        var cost = TrainingCost.Of(engine, model, objective, Options, Points);
        long held = Scratch.HeldBytes, planned = cost.EngineBytes - SessionBytes(engine, model, objective);
        Assert.InRange(planned, 0.9 * (held - (3 << 20)), 1.5 * held);
    });

    private static long SessionBytes(IEngine engine, BnnModel model, Objective objective)
    {
        var lowered = ProbBnn.Models.LoweredModel.Of(model, [1, 1]);
        var shape = BatchShape.For(Points, Options.BatchTasks, objective, Options);
        using var executable = engine.Compile(
            TrainingPrograms.Step(lowered, objective, shape, lowered.Parameters, Options.ClipNorm));
        return executable.SessionBytes + executable.ConstantBytes;
    }

    private static DataTask Task(int task)
    {
        var key = RandomKey.FromSeed(9).Fold(task);
        return new DataTask(
            $"{task}", [.. Enumerable.Range(0, Points).Select(i => key.Normal(0, i))],
            [.. Enumerable.Range(0, 2 * Points).Select(i => key.Normal(1, i))], 1, 2);
    }
}
