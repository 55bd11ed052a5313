using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// One data set that may be larger than memory: its points can be read again and again, in parts. Derive from it to read from elsewhere.
/// Every reading gives the same points under the same numbers; the parts and their order may differ. Several readings may be under way at
/// once.
/// </summary>
public abstract class PointSource
{
    /// <summary>A source.</summary>
    /// <param name="id">The data set's name.</param>
    /// <param name="inputDimension">Number of inputs of a point, at least 1.</param>
    /// <param name="outputDimension">Number of outputs of a point, at least 1.</param>
    protected PointSource(string id, int inputDimension, int outputDimension)
    {
        Id = id;
        InputDimension = inputDimension;
        OutputDimension = outputDimension;
    }

    /// <summary>The data set's name.</summary>
    public string Id { get; }

    /// <summary>Number of inputs of a point.</summary>
    public int InputDimension { get; }

    /// <summary>Number of outputs of a point.</summary>
    public int OutputDimension { get; }

    /// <summary>All points, once each.</summary>
    /// <param name="capacity">The largest number of points in a part, at least 1.</param>
    public abstract IEnumerable<PointBlock> Read(int capacity);

    /// <summary>The points of a task in memory.</summary>
    /// <param name="task">The task, in the data's own units.</param>
    public static PointSource Of(DataTask task) => new TaskPoints(task);

    /// <summary>
    /// The rows of a CSV file (plain or gzip), which is parsed again in every reading and never held as a whole. Rows whose outputs are all
    /// blank are left out.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">The input columns, at least one.</param>
    /// <param name="outputs">The output columns, at least one.</param>
    /// <param name="id">The data set's name.</param>
    /// <exception cref="OptionException">A column has two roles, or there is no input or output.</exception>
    public static PointSource FromCsv(string path, ValueList<string> inputs, ValueList<string> outputs, string id = LongCsv.OnlyTask)
    {
        ColumnRoles.Require(inputs, "input");
        ColumnRoles.Require(outputs, "output");
        ColumnRoles.RequireDistinct([null, null, .. inputs, .. outputs]);
        return new CsvPoints(id, new LongCsvSource(path, null, inputs, outputs));
    }

    private sealed class TaskPoints(DataTask task) : PointSource(task.Id, task.InputDimension, task.OutputDimension)
    {
        public override IEnumerable<PointBlock> Read(int capacity)
        {
            for (int first = 0; first < task.Points; first += capacity)
            {
                int count = Math.Min(capacity, task.Points - first);
                yield return new PointBlock(
                    first,
                    task.Inputs.Slice(first * InputDimension, count * InputDimension).ToArray(),
                    task.Outputs.Slice(first * OutputDimension, count * OutputDimension).ToArray());
            }
        }
    }

    private sealed class CsvPoints(string id, LongCsvSource source) : PointSource(id, source.Inputs.Count, source.Outputs.Count)
    {
        public override IEnumerable<PointBlock> Read(int capacity) => LongCsv.Blocks(source, capacity);
    }
}
