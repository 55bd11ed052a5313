using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// Mean and standard deviation of every input and output over all points of the training tasks, in the data's own units. A standard
/// deviation is 1 where a column is constant, so that it can always divide. It is over all n points (divisor n).
/// </summary>
/// <param name="InputMean">Means of the inputs [inputs].</param>
/// <param name="InputStdDev">Standard deviations of the inputs, positive [inputs].</param>
/// <param name="OutputMean">Means of the outputs [outputs].</param>
/// <param name="OutputStdDev">Standard deviations of the outputs, positive [outputs].</param>
/// <param name="ConstantInputs">Positions of the inputs that are the same at every point.</param>
/// <param name="ConstantOutputs">Positions of the outputs that are the same at every point.</param>
public sealed record Moments(
    ValueList<double> InputMean,
    ValueList<double> InputStdDev,
    ValueList<double> OutputMean,
    ValueList<double> OutputStdDev,
    ValueList<int> ConstantInputs,
    ValueList<int> ConstantOutputs)
{
    /// <summary>The moments of a set of tasks.</summary>
    /// <param name="tasks">The training tasks, with at least one point in all.</param>
    /// <exception cref="DataException">There is no point, or a spread is too large for a finite number.</exception>
    public static Moments Of(TaskSet tasks)
    {
        if (tasks.Points == 0)
        {
            throw new DataException(new Problem(
                "there is no point to compute moments from", "the training tasks", $"{tasks.Count} tasks without points",
                "at least one point", "give tasks with points"));
        }
        var inputs = tasks.InputNames.Select((name, i) => Checked(ColumnMoments.Of(Inputs(tasks, i)), "input", name)).ToArray();
        var outputs = tasks.OutputNames.Select((name, i) => Checked(ColumnMoments.Of(Outputs(tasks, i)), "output", name)).ToArray();
        return new Moments(Means(inputs), Divisors(inputs), Means(outputs), Divisors(outputs), Constant(inputs), Constant(outputs));
    }

    /// <summary>Warnings of the constant columns.</summary>
    /// <param name="tasks">The tasks that these are the moments of; they give the names.</param>
    public DataNotes Notes(TaskSet tasks) => new(
    [
        .. ConstantInputs.Select(i => new DataNote.ConstantInput(tasks.InputNames[i], InputMean[i])),
        .. ConstantOutputs.Select(i => new DataNote.ConstantOutput(tasks.OutputNames[i], OutputMean[i])),
    ]);

    /// <summary>The scaling to mean 0 and standard deviation 1 of inputs, outputs, or both.</summary>
    /// <param name="inputs">Whether inputs are scaled.</param>
    /// <param name="outputs">Whether outputs are scaled.</param>
    public AffineScaling ToScaling(bool inputs = true, bool outputs = true) => new(
        inputs ? new Affine(InputMean, InputStdDev) : Affine.Identity(InputMean.Count),
        outputs ? new Affine(OutputMean, OutputStdDev) : Affine.Identity(OutputMean.Count));

    private static IEnumerable<double> Inputs(TaskSet tasks, int input)
    {
        foreach (var task in tasks.Tasks)
        {
            for (int i = input; i < task.Inputs.Length; i += task.InputDimension)
            {
                yield return task.Inputs[i];
            }
        }
    }

    private static IEnumerable<double> Outputs(TaskSet tasks, int output)
    {
        foreach (var task in tasks.Tasks)
        {
            for (int i = output; i < task.Outputs.Length; i += task.OutputDimension)
            {
                yield return task.Outputs[i];
            }
        }
    }

    private static ColumnMoments Checked(ColumnMoments moments, string role, string name) =>
        double.IsFinite(moments.Mean) && double.IsFinite(moments.StdDev)
            ? moments
            : throw new DataException(new Problem(
                "the spread is too large for a finite number", $"the {role} {Quoted.Text(name)}",
                Remedy: "express the data in a larger unit"));

    private static ValueList<double> Means(ColumnMoments[] columns) => columns.Select(column => column.Mean).ToValueList();

    private static ValueList<double> Divisors(ColumnMoments[] columns) =>
        columns.Select(column => column.StdDev > 0 ? column.StdDev : 1).ToValueList();

    private static ValueList<int> Constant(ColumnMoments[] columns) =>
        Enumerable.Range(0, columns.Length).Where(i => columns[i].StdDev == 0).ToValueList();
}
