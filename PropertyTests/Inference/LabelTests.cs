using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>What is no label never becomes a number: neither in training, nor in conditioning, nor in a fit.</summary>
public class LabelTests
{
    private static readonly ManagedEngine Engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });

    private static readonly BnnModel Model = Bnn.Classification(1, 1)
        .Hidden(3, Activation.Tanh, Prior.PerWeight().ScaledByFanIn())
        .Output(Prior.PerWeight().ScaledByFanIn())
        .PseudoLikelihood(Amortised.Mlp(3))
        .Build();

    [Theory, InlineData(2), InlineData(-1), InlineData(1.0000001)]
    public void Outputs_that_are_no_labels_are_refused_by_task_point_and_name(double label)
    {
        var good = new DataTask("good", [0, 1, 2], [0, 1, 0.5], 1, 1);
        var bad = new DataTask("bad", [0, 1, 2], [0, label, 1], 1, 1);
        var frame = DataFrame.Of(Model, new TaskSet(["x"], ["ill"], [good]));
        var process = AmortisedProcess.Untrained(Engine, Model, frame, 1);
        process.Condition(good);
        Action[] uses =
        [
            () => process.Condition(bad), () => TaskFit.Init(Engine, Model, frame, new Map(), bad),
            () => Trainer.Init(Engine, Model, new Objective.Avi(2), new TaskSet(["x"], ["ill"], [good, bad]), new FitOptions()),
        ];
        Assert.All(uses, use =>
        {
            string message = Assert.Throws<DataException>(use).Message;
            Assert.Contains("task bad, point 2, output 'ill'", message, StringComparison.Ordinal);
        });
    }
}
