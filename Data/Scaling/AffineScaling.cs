// With z = (y - shift) / scale for each output, the density of y is that of z over the product of the scales:
//   log p(y) = log p(z) - sum_d log scale_d   for every point.

using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// How inputs and outputs go from the data's own units to standardised units and back, densities and noise included. Immutable, compared
/// by content.
/// </summary>
/// <param name="Inputs">Scaling of the inputs.</param>
/// <param name="Outputs">Scaling of the outputs.</param>
public sealed record AffineScaling(Affine Inputs, Affine Outputs)
{
    /// <summary>The scaling that changes nothing.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    public static AffineScaling Identity(int inputs, int outputs) => new(Affine.Identity(inputs), Affine.Identity(outputs));

    /// <summary>
    /// What is added to the log density of one point in standardised units to have it in the data's own units, in nats:
    /// minus the sum of the logarithms of the output scales.
    /// </summary>
    public double LogDensityPerPoint => -Outputs.Scale.Sum(Math.Log);

    /// <summary>A joint log density in the data's own units.</summary>
    /// <param name="standardised">The joint log density of the points' outputs in standardised units, in nats.</param>
    /// <param name="points">Number of points.</param>
    public double LogDensityToDataUnits(double standardised, int points) => standardised + (points * LogDensityPerPoint);

    /// <summary>A joint log density in standardised units.</summary>
    /// <param name="own">The joint log density of the points' outputs in the data's own units, in nats.</param>
    /// <param name="points">Number of points.</param>
    public double LogDensityToStandardised(double own, int points) => own - (points * LogDensityPerPoint);

    /// <summary>A standard deviation of an output, such as its noise, in the data's own units.</summary>
    /// <param name="output">Position of the output.</param>
    /// <param name="standardised">The standard deviation in standardised units.</param>
    public StdDev ToDataUnits(int output, StdDev standardised) => StdDev.Of(standardised.Value * Outputs.Scale[output]);

    /// <summary>A standard deviation of an output, such as its noise, in standardised units.</summary>
    /// <param name="output">Position of the output.</param>
    /// <param name="own">The standard deviation in the data's own units.</param>
    public StdDev ToStandardised(int output, StdDev own) => StdDev.Of(own.Value / Outputs.Scale[output]);

    /// <summary>A task in standardised units.</summary>
    /// <param name="task">The task in the data's own units.</param>
    /// <exception cref="DataException">A value is too large for a finite number in standardised units.</exception>
    public DataTask Forward(DataTask task) => new(
        task.Id, Inputs.Forward(task.Inputs), Outputs.Forward(task.Outputs), task.InputDimension, task.OutputDimension, task.Group);

    /// <summary>A task in the data's own units.</summary>
    /// <param name="task">The task in standardised units.</param>
    /// <exception cref="DataException">A value is too large for a finite number in the data's own units.</exception>
    public DataTask Back(DataTask task) => new(
        task.Id, Inputs.Back(task.Inputs), Outputs.Back(task.Outputs), task.InputDimension, task.OutputDimension, task.Group);

    /// <summary>Tasks in standardised units.</summary>
    /// <param name="tasks">The tasks in the data's own units.</param>
    /// <exception cref="DataException">A value is too large for a finite number in standardised units.</exception>
    public TaskSet Forward(TaskSet tasks) => new(tasks.InputNames, tasks.OutputNames, tasks.Tasks.Select(Forward));
}
