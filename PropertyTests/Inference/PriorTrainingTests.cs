using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Data;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>A few training steps with joint priors, with shares of the prior, and with the objective that conditions on targets.</summary>
public class PriorTrainingTests
{
    private static ModelBuilder Model(Prior prior) => Bnn.Regression(1, 1)
        .Hidden(3, Activation.Tanh, prior).Hidden(2, Activation.Silu, prior).Output(prior)
        .Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned()).PseudoLikelihood(Amortised.Mlp(4));

    private static TaskSet Tasks() => new(["x"], ["y"], Enumerable.Range(0, 8).Select(t =>
    {
        double[] x = [.. Enumerable.Range(0, 3 + t).Select(i => RandomKey.FromSeed(1).Fold(t).Normal(0, i))];
        return new DataTask($"{t}", x, [.. x.Select(v => Math.Cos(2 * v + t))], 1, 1);
    }));

    private static AmortisedProcess Trained(
        IEngine engine, ModelBuilder model, Objective? objective = null, ValidationOptions? validation = null, int steps = 5) =>
        new AmortisedInference(engine, objective ?? new Objective.PpAvi(3)).Fit(model.Build(), Tasks(), new FitOptions
        {
            Steps = steps,
            BatchTasks = 3,
            LearningRate = new LearningRate.Constant(0.02),
            Validation = validation ?? ValidationOptions.None,
        });

    public static TheoryData<Prior> Joint => [Prior.PerLayer().Learned(), Prior.PerNetwork().ScaledByFanIn().Learned()];

    [Theory, MemberData(nameof(Joint))]
    public void Joint_priors_are_learned_stored_and_extracted(Prior prior)
    {
        using var engine = ManagedEngine.Double();
        var process = Trained(engine, Model(prior));
        Assert.All(process.Parameters.Names.Where(n => n.EndsWith("prior.factor", StringComparison.Ordinal)), name =>
            Assert.True(process.Parameters[name].Doubles.ToArray().Count(v => v != 0) > process.Parameters[name].Shape.Size / 2));
        var reference = Trained(new ReferenceEngine(), Model(prior));
        Assert.All(process.Parameters.Names, name => Assert.All(
            Enumerable.Range(0, process.Parameters[name].Shape.Size),
            i => Assert.Equal(reference.Parameters[name].Doubles[i], process.Parameters[name].Doubles[i], 1e-8)));
        using var folder = new TempFolder();
        process.Save(folder.PathOf("process.pbnn"));
        var loaded = AmortisedProcess.Load(engine, folder.PathOf("process.pbnn"));
        var context = Tasks().Tasks[2];
        Assert.Equal(process.Condition(context).Predict([0.3], 20).Mean(0), loaded.Condition(context).Predict([0.3], 20).Mean(0));
        var learned = LearnedPrior.Of(process);
        learned.Save(folder.PathOf("prior.pbnn"));
        Assert.Equal(learned, LearnedPrior.Load(folder.PathOf("prior.pbnn")));
        var keys = Enumerable.Range(0, 4).Select(s => RandomKey.FromSeed(9).Fold("posterior").Fold("prior").Fold(s)).ToArray();
        var drawn = PriorPredictive.Draw(engine, learned.Model, process.Frame.Scaling.Inputs.Forward([0.5]), keys, RandomKey.FromSeed(0));
        var expected = process.Prior().Functions([0.5], 4, 9);
        var scaling = process.Frame.Scaling.Outputs;
        Assert.All(Enumerable.Range(0, 4), s =>
            Assert.Equal(expected[s, 0, 0], scaling.Shift[0] + scaling.Scale[0] * drawn[s, 0, 0], 1e-11));
        string words = prior.Structure is PriorStructure.PerLayer ? "per layer" : "per network";
        Assert.Contains(words, process.Model.ToTable(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Joint))]
    public void Conditioning_in_parts_refuses_joint_priors(Prior prior)
    {
        using var engine = ManagedEngine.Double();
        var process = Trained(engine, Model(prior), steps: 1);
        var refusal = Assert.Throws<ModelException>(() => process.Condition(PointSource.Of(Tasks().Tasks[3])));
        Assert.Equal("layers[0].prior.structure", refusal.Problem.Where);
        Assert.Contains("all points at once", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Joint))]
    public void Training_goes_on_from_a_checkpoint_bit_for_bit(Prior prior)
    {
        using var engine = ManagedEngine.Double();
        var model = Model(prior.ReleasedAt(2)).LearnPriors(new PriorShare.FromInput(0.6, 1));
        var options = new FitOptions { Steps = 5, BatchTasks = 3, Validation = ValidationOptions.None };
        using var folder = new TempFolder();
        using (var trainer = Trainer.Init(engine, model.Build(), new Objective.PpAvi(2), Tasks(), options))
        {
            trainer.Step();
            trainer.Step();
            trainer.Step();
            CheckpointFile.Save(trainer.Snapshot(), folder.PathOf("checkpoint.pbnn"));
        }
        using var resumed = Trainer.Restore(engine, Tasks(), CheckpointFile.Load(folder.PathOf("checkpoint.pbnn")));
        var strategy = new AmortisedInference(engine, new Objective.PpAvi(2));
        var (whole, parts) = (strategy.Fit(model.Build(), Tasks(), options), strategy.Run(resumed));
        Assert.All(whole.Parameters.Names, name => Assert.Equal(whole.Parameters[name], parts.Parameters[name]));
    }

    [Fact]
    public void Elements_outside_the_share_never_move_and_those_within_do()
    {
        using var engine = ManagedEngine.Double();
        Prior[] priors =
        [
            Prior.PerWeight().Learned(), Prior.PerUnit().ScaledByFanIn().Learned(), Prior.PerUnit().LearnedMeans().ReleasedAt(1),
            Prior.PerLayer().Learned(), Prior.PerNetwork().Learned(),
        ];
        foreach (var prior in priors.Select(p => p.Starting(new PriorStart.SmallRandom(0.5, 0.2))))
        {
            var model = Model(prior).LearnPriors(new PriorShare.FromInput(0.5, 7));
            var process = Trained(engine, model);
            var specs = LoweredModel.Of(process.Model, process.Frame.OutputScales).Parameters;
            var start = ParameterSet.Start(specs, RandomKey.FromSeed(1).Fold("start"));
            Assert.Contains(specs, s => s.Mask is { } mask && mask.Doubles.ToArray() is var ones && ones.Contains(1) && ones.Contains(0));
            foreach (var spec in specs.Where(s => s.Role == ParameterRole.Prior))
            {
                var (before, after) = (start[spec.Name].Doubles.ToArray(), process.Parameters[spec.Name].Doubles.ToArray());
                Assert.All(Enumerable.Range(0, before.Length), i =>
                    Assert.Equal(spec.Mask is null || spec.Mask.Doubles[i] == 1, before[i] != after[i]));
            }
        }
    }

    [Fact]
    public void A_share_of_one_is_learning_and_a_share_of_none_is_a_fixed_prior()
    {
        using var engine = ManagedEngine.Double();
        foreach (var prior in new[] { Prior.PerUnit().ScaledByFanIn().Learned(), Prior.PerWeight().Learned() })
        {
            var whole = Trained(engine, Model(prior)).Parameters;
            var one = Trained(engine, Model(prior).LearnPriors(new PriorShare.FromOutput(1, 3))).Parameters;
            Assert.All(whole.Names, name => Assert.Equal(whole[name], one[name]));
            var held = Trained(engine, Model(prior.Fixed())).Parameters;
            var none = Trained(engine, Model(prior).LearnPriors(new PriorShare.FromInput(0, 3))).Parameters;
            Assert.All(held.Names, name => Assert.All(
                Enumerable.Range(0, held[name].Shape.Size), i => Assert.Equal(held[name].Doubles[i], none[name].Doubles[i], 1e-9)));
            Assert.All(none.Names.Except(held.Names), name => Assert.All(none[name].Doubles.ToArray(), value => Assert.Equal(0, value)));
        }
    }

    /// <summary>Validation scores predictions given the context alone, whatever training conditions on: before anything is learned, all
    /// objectives score the same.</summary>
    [Fact]
    public void The_objective_that_conditions_on_targets_trains_and_is_validated_like_the_others()
    {
        using var engine = ManagedEngine.Double();
        var options = new FitOptions
        {
            Steps = 1,
            BatchTasks = 3,
            LearningRate = new LearningRate.Constant(1e-300),
            Validation = new ValidationOptions { Fraction = 0.4, Every = 1, Samples = 4 },
        };
        foreach (var prior in new[] { Prior.PerUnit().Learned(), Prior.PerLayer().Learned() })
        {
            (double Objective, double Predictive) First(Objective objective)
            {
                using var trainer = Trainer.Init(engine, Model(prior).Build(), objective, Tasks(), options);
                double first = trainer.Step().Objective;
                return (first, Assert.Single(trainer.Snapshot().History).PredictiveLogDensity ?? double.NaN);
            }
            var (others, own) = (First(new Objective.PAvi(3)), First(new Objective.Npvi(3)));
            Assert.NotEqual(others.Objective, own.Objective, 1e-3);
            Assert.Equal(others.Predictive, own.Predictive, 1e-10);
        }
    }
}
