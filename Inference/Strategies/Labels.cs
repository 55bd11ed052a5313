using System.Globalization;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What data must be for the likelihood of a model.</summary>
internal static class Labels
{
    /// <summary>Makes sure that the outputs of a model with a Bernoulli likelihood are labels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="frame">The names of the outputs.</param>
    /// <param name="task">The data, in their own units.</param>
    /// <exception cref="DataException">An output is no number from 0 to 1; named by task, point and column.</exception>
    public static void Require(BnnModel model, DataFrame frame, DataTask task)
    {
        if (model.Likelihood is not Likelihood.Bernoulli)
        {
            return;
        }
        for (int i = 0; i < task.Outputs.Length; i++)
        {
            if (!(task.Outputs[i] is >= 0 and <= 1))
            {
                throw new DataException(new Problem(
                    "not a label", $"task {task.Id}, point {i / task.OutputDimension + 1}, output '{frame.OutputNames[i % task.OutputDimension]}'",
                    task.Outputs[i].ToString("R", CultureInfo.InvariantCulture), "a number from 0 to 1", "code the two classes as 0 and 1"));
            }
        }
    }
}
