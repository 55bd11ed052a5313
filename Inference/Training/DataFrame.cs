using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What a trained process keeps of its training data: names, scaling and the range of inputs.</summary>
/// <param name="InputNames">Names of the inputs.</param>
/// <param name="OutputNames">Names of the outputs.</param>
/// <param name="Scaling">Between the data's units and the model's.</param>
/// <param name="Range">The box of the training inputs, in the data's units.</param>
public sealed record DataFrame(ValueList<string> InputNames, ValueList<string> OutputNames, AffineScaling Scaling, InputRange Range)
{
    /// <summary>The frame of a training set under a model's scaling policy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">The training tasks.</param>
    /// <exception cref="DataException">The tasks have other dimensions than the model, or no point at all.</exception>
    public static DataFrame Of(BnnModel model, TaskSet tasks)
    {
        if (tasks.InputNames.Count != model.Inputs || tasks.OutputNames.Count != model.Outputs)
        {
            throw new DataException(new Problem(
                "the tasks do not fit the model", "tasks",
                $"{tasks.InputNames.Count} inputs and {tasks.OutputNames.Count} outputs",
                    $"{model.Inputs} inputs and {model.Outputs} outputs",
                "name the columns that the model is about, or build a model for these"));
        }
        var scaling = Moments.Of(tasks).ToScaling(
            model.Scaling.Inputs == InputScaling.Standardise, model.Scaling.Outputs == OutputScaling.Standardise);
        return new DataFrame(tasks.InputNames, tasks.OutputNames, scaling, InputRange.Of(tasks));
    }

    /// <summary>What one scaled unit of each output is in the data's units.</summary>
    public double[] OutputScales => [.. Scaling.Outputs.Scale];
}
