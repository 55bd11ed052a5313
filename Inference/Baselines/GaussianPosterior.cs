using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// The exact Gaussian posterior of a baseline given a task's context; outputs are independent. Safe for many callers at once.
/// </summary>
public sealed class GaussianPosterior
{
    private readonly ConditionedField[] outputs;
    private readonly int inputDimension;

    internal GaussianPosterior(IReadOnlyList<GaussianField> priors, DataTask context)
    {
        inputDimension = priors[0].InputDimension;
        Require(context, inputDimension, priors.Count);
        var inputs = context.Inputs.ToArray();
        outputs = [.. priors.Select((prior, o) => new ConditionedField(prior, inputs, InputGroup.OutputOf(context, o)))];
    }

    /// <summary>Number of outputs of a point.</summary>
    public int Outputs => outputs.Length;

    /// <summary>Predictive means and standard deviations.</summary>
    /// <param name="inputs">Query points, row-major [points, inputs], scaled as the training tasks were; may be empty.</param>
    /// <exception cref="ShapeException">The length is not a multiple of the number of inputs.</exception>
    public GaussianPrediction Predict(ReadOnlySpan<double> inputs)
    {
        if (inputs.Length % inputDimension != 0)
        {
            throw new ShapeException(new Problem(
                "query points do not fit", "inputs", $"{inputs.Length} numbers", $"a multiple of {inputDimension}, one row a point"));
        }
        int points = inputs.Length / inputDimension;
        var means = new double[points * Outputs];
        var latent = new double[points * Outputs];
        var observed = new double[points * Outputs];
        for (int o = 0; o < Outputs; o++)
        {
            var (mean, variance, noise) = outputs[o].Predict(inputs);
            for (int i = 0; i < points; i++)
            {
                means[i * Outputs + o] = mean[i];
                latent[i * Outputs + o] = Math.Sqrt(variance[i]);
                observed[i * Outputs + o] = Math.Sqrt(variance[i] + noise);
            }
        }
        return new GaussianPrediction(Outputs, means.ToValueList(), latent.ToValueList(), observed.ToValueList());
    }

    /// <summary>The joint log predictive density of all targets of each output given the context, in nats; zero for no targets.</summary>
    /// <param name="targets">Points with observed outputs, scaled as the training tasks were.</param>
    /// <returns>Log densities [outputs].</returns>
    /// <exception cref="ShapeException">The dimensions differ from the context's.</exception>
    /// <exception cref="NumericalException">The covariance of the targets is not positive definite in floating point.</exception>
    public ValueList<double> JointLogDensity(DataTask targets)
    {
        Require(targets, inputDimension, Outputs);
        return outputs.Select((field, o) => field.JointLogDensity(targets.Inputs, InputGroup.OutputOf(targets, o))).ToValueList();
    }

    /// <summary>Scores the predictions of targets, output by output, in the units of the scaled tasks.</summary>
    /// <param name="targets">Points with observed outputs, scaled as the training tasks were.</param>
    /// <returns>Scores [outputs].</returns>
    /// <exception cref="ShapeException">The dimensions differ from the context's.</exception>
    /// <exception cref="NumericalException">The covariance of the targets is not positive definite in floating point.</exception>
    public ValueList<TaskScore> Score(DataTask targets)
    {
        Require(targets, inputDimension, Outputs);
        return outputs.Select((field, o) =>
        {
            var values = InputGroup.OutputOf(targets, o);
            var (means, variances, noise) = field.Predict(targets.Inputs);
            var predictive = new PredictiveMixture(values.Length, 1, means, variances.Select(v => Math.Sqrt(v + noise)).ToArray());
            return TaskScore.Of(targets.Id, values, predictive, field.JointLogDensity(targets.Inputs, values));
        }).ToValueList();
    }

    private static void Require(DataTask task, int inputs, int outputs)
    {
        if (task.InputDimension != inputs || task.OutputDimension != outputs)
        {
            throw new ShapeException(new Problem(
                "the task does not fit the baseline", $"task {task.Id}", $"{task.InputDimension} inputs and {task.OutputDimension} outputs",
                $"{inputs} inputs and {outputs} outputs, as in training"));
        }
    }
}
