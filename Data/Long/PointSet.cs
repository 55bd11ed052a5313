using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Points without outputs, as rows of a file in their order, each with the id of its task. Immutable.</summary>
public sealed class PointSet
{
    private readonly double[] inputs;

    /// <summary>Points from a row-major array, which is copied.</summary>
    /// <param name="inputNames">Names of the inputs, in order.</param>
    /// <param name="taskIds">The task of every row [rows].</param>
    /// <param name="inputs">Inputs, row-major [rows, inputs].</param>
    /// <exception cref="DataException">The lengths do not fit together.</exception>
    public PointSet(ValueList<string> inputNames, ImmutableArray<string> taskIds, ReadOnlySpan<double> inputs)
    {
        if (inputs.Length != taskIds.Length * inputNames.Count)
        {
            throw new DataException(new Problem(
                "inputs do not fit the rows", "the points", $"{inputs.Length} numbers", $"{taskIds.Length} rows of {inputNames.Count}",
                "give one row of inputs for every task id"));
        }
        InputNames = inputNames;
        TaskIds = taskIds;
        this.inputs = inputs.ToArray();
    }

    /// <summary>Names of the inputs, in order.</summary>
    public ValueList<string> InputNames { get; }

    /// <summary>The id of the task of every row [rows], as it stands in the file.</summary>
    public ImmutableArray<string> TaskIds { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => TaskIds.Length;

    /// <summary>Inputs, row-major [rows, inputs], in the data's own units.</summary>
    public ReadOnlySpan<double> Inputs => inputs;

    /// <summary>The inputs of one row.</summary>
    /// <param name="row">A row from 0 to Rows - 1.</param>
    public ReadOnlySpan<double> InputsOf(int row) => Inputs.Slice(row * InputNames.Count, InputNames.Count);

    /// <summary>The rows of every task, tasks in the order of their first rows, rows in file order.</summary>
    public IEnumerable<(string TaskId, int[] Rows)> ByTask() =>
        TaskIds.Select((id, row) => (id, row)).GroupBy(p => p.id, p => p.row).Select(g => (g.Key, g.ToArray()));

    /// <summary>The inputs of the given rows, row-major [rows.Length, inputs].</summary>
    /// <param name="rows">Rows from 0 to Rows - 1.</param>
    public double[] Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new double[rows.Length * InputNames.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            InputsOf(rows[i]).CopyTo(gathered.AsSpan(i * InputNames.Count));
        }
        return gathered;
    }
}
