using ProbBnn.Dsl;
using ProbBnn.Engines.LibTorch;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Objectives;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Engines.LibTorch;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Whole training steps on libtorch.</summary>
public class TorchTrainingTests
{
    public static TheoryData<Prior, LastLayerWeights> Models => EngineTrainingTests.Models;

    [Theory, MemberData(nameof(Models))]
    public void Libtorch_trains_as_Reference_does(Prior prior, LastLayerWeights weights)
    {
        var model = EngineTrainingTests.Model(prior, weights);
        var expected = EngineTrainingTests.Train(new ReferenceEngine(), model);
        using var exact = LibTorchEngine.Open(TorchEngines.Options);
        using var deferring = LibTorchEngine.Open(TorchEngines.Deferring);
        using var rounded = LibTorchEngine.Open(TorchEngines.Options with { ElementType = ElementType.Float32 });
        EngineTrainingTests.Near(expected, EngineTrainingTests.Train(exact, model), 1e-9);
        EngineTrainingTests.Near(expected, EngineTrainingTests.Train(deferring, model), 1e-9);
        EngineTrainingTests.Near(expected, EngineTrainingTests.Train(rounded, model), 2e-3);
    }

    [Fact]
    public void Two_hundred_steps_give_the_objectives_that_the_managed_engine_gives()
    {
        var model = EngineTrainingTests.Model(Prior.PerUnit().Learned(), LastLayerWeights.Sampled);
        using var managed = ManagedEngine.Double();
        using var torch = LibTorchEngine.Open(TorchEngines.Options);
        var expected = EngineTrainingTests.Train(managed, model, 200);
        EngineTrainingTests.Near(expected, EngineTrainingTests.Train(torch, model, 200), 1e-6);
    }

    /// <summary>A parameter that is no number stops the run by name; engine and earlier state stay usable, the stored checkpoint is whole.</summary>
    [Fact]
    public void A_parameter_that_is_no_number_is_a_typed_error_and_spares_the_checkpoint()
    {
        var model = EngineTrainingTests.Model(Prior.PerUnit().Learned(), LastLayerWeights.Sampled);
        using var torch = LibTorchEngine.Open(TorchEngines.Options);
        using var trainer = Trainer.Init(torch, model, new Objective.PpAvi(3), EngineTrainingTests.Tasks, new FitOptions
        {
            Steps = 20,
            LearningRate = new LearningRate.Constant(1e-3),
            Seed = 6,
        });
        trainer.Step();
        using var folder = new TempFolder();
        string path = folder.PathOf("checkpoint.pbnn");
        CheckpointFile.Save(trainer.Snapshot(), path);
        byte[] stored = File.ReadAllBytes(path);
        var good = CheckpointFile.Load(path);
        var spoilt = good with { Parameters = Spoilt(good.Parameters) };
        using (var broken = Trainer.Restore(torch, EngineTrainingTests.Tasks, spoilt))
        {
            Assert.Throws<NumericalException>(() => broken.Step());
        }
        Assert.Equal(stored, File.ReadAllBytes(path));
        using var resumed = Trainer.Restore(torch, EngineTrainingTests.Tasks, CheckpointFile.Load(path));
        Assert.True(double.IsFinite(resumed.Step().Objective));
        Assert.True(double.IsFinite(trainer.Step().Objective));
    }

    /// <summary>One number of the first parameter is none.</summary>
    private static ParameterSet Spoilt(ParameterSet parameters) => new(parameters.Names.Select((name, i) => (
        name, i > 0 ? parameters[name] : Tensor.Generate(parameters[name].Shape, at => at == 0 ? double.NaN : parameters[name].Doubles[at]))));
}
