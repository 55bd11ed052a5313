using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>One data set: points with inputs and outputs, all finite. Immutable.</summary>
public sealed class DataTask
{
    private readonly double[] inputs;
    private readonly double[] outputs;

    /// <summary>A task from row-major arrays, which are copied.</summary>
    /// <param name="id">The task's name, unique in its set.</param>
    /// <param name="inputs">Inputs, row-major [points, inputDimension].</param>
    /// <param name="outputs">Outputs, row-major [points, outputDimension].</param>
    /// <param name="inputDimension">Number of inputs of a point, at least 1.</param>
    /// <param name="outputDimension">Number of outputs of a point, at least 1.</param>
    /// <param name="group">The group the task belongs to (a patient, a record), or null.</param>
    /// <exception cref="DataException">The lengths do not fit together, or a value is not finite.</exception>
    public DataTask(
        string id, ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, int inputDimension, int outputDimension, string? group = null)
    {
        Id = id;
        Group = group;
        InputDimension = inputDimension;
        OutputDimension = outputDimension;
        this.inputs = inputs.ToArray();
        this.outputs = outputs.ToArray();
        if (inputDimension < 1 || outputDimension < 1
            || inputs.Length % inputDimension != 0 || outputs.Length != inputs.Length / inputDimension * outputDimension)
        {
            throw new DataException(new Problem(
                "inputs and outputs do not fit together", $"task {id}",
                $"{inputs.Length} input and {outputs.Length} output numbers",
                $"multiples of {inputDimension} and {outputDimension} for the same number of points",
                "give one row of inputs and one row of outputs for every point"));
        }
        RequireFinite(inputs, "input", inputDimension);
        RequireFinite(outputs, "output", outputDimension);
    }

    /// <summary>The task's name, unique in its set.</summary>
    public string Id { get; }

    /// <summary>The group the task belongs to (a patient, a record), or null where there are no groups.</summary>
    public string? Group { get; }

    /// <summary>Number of inputs of a point.</summary>
    public int InputDimension { get; }

    /// <summary>Number of outputs of a point.</summary>
    public int OutputDimension { get; }

    /// <summary>Number of points; may be 0.</summary>
    public int Points => inputs.Length / InputDimension;

    /// <summary>Inputs, row-major [points, inputs], in the data's own units.</summary>
    public ReadOnlySpan<double> Inputs => inputs;

    /// <summary>Outputs, row-major [points, outputs], in the data's own units.</summary>
    public ReadOnlySpan<double> Outputs => outputs;

    /// <summary>The inputs of one point.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    public ReadOnlySpan<double> InputsOf(int point) => Inputs.Slice(point * InputDimension, InputDimension);

    /// <summary>The outputs of one point.</summary>
    /// <param name="point">A point from 0 to Points - 1.</param>
    public ReadOnlySpan<double> OutputsOf(int point) => Outputs.Slice(point * OutputDimension, OutputDimension);

    /// <summary>This task with the points of another behind its own.</summary>
    /// <param name="more">A task of the same dimensions.</param>
    /// <exception cref="DataException">The dimensions differ.</exception>
    public DataTask And(DataTask more) => more.InputDimension == InputDimension && more.OutputDimension == OutputDimension
        ? new DataTask(Id, [.. inputs, .. more.inputs], [.. outputs, .. more.outputs], InputDimension, OutputDimension, Group)
        : throw new DataException(new Problem(
            "the tasks do not fit together", $"task {more.Id}", $"{more.InputDimension} inputs and {more.OutputDimension} outputs",
            $"{InputDimension} inputs and {OutputDimension} outputs"));

    /// <summary>The task that has only the given points, in the given order.</summary>
    /// <param name="points">Points from 0 to Points - 1.</param>
    public DataTask Select(ReadOnlySpan<int> points)
    {
        var x = new double[points.Length * InputDimension];
        var y = new double[points.Length * OutputDimension];
        for (int i = 0; i < points.Length; i++)
        {
            InputsOf(points[i]).CopyTo(x.AsSpan(i * InputDimension));
            OutputsOf(points[i]).CopyTo(y.AsSpan(i * OutputDimension));
        }
        return new DataTask(Id, x, y, InputDimension, OutputDimension, Group);
    }

    private void RequireFinite(ReadOnlySpan<double> values, string what, int dimension)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new DataException(new Problem(
                    $"an {what} is not a finite number", $"task {Id}, point {i / dimension}, {what} {i % dimension}",
                    values[i].ToString("R", null), "a finite number", "remove the point, or leave its outputs blank in the file"));
            }
        }
    }
}
