using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Related data sets over the same named inputs and outputs. Immutable.</summary>
public sealed class TaskSet
{
    /// <summary>A set of tasks.</summary>
    /// <param name="inputNames">Names of the inputs, in order.</param>
    /// <param name="outputNames">Names of the outputs, in order.</param>
    /// <param name="tasks">The tasks; ids are unique and dimensions agree with the names.</param>
    /// <exception cref="DataException">Dimensions differ from the names, or an id occurs twice.</exception>
    public TaskSet(ValueList<string> inputNames, ValueList<string> outputNames, IEnumerable<DataTask> tasks)
    {
        InputNames = inputNames;
        OutputNames = outputNames;
        Tasks = [.. tasks];
        var ids = new HashSet<string>();
        foreach (var task in Tasks)
        {
            if (task.InputDimension != inputNames.Count || task.OutputDimension != outputNames.Count)
            {
                throw new DataException(new Problem(
                    "the task's dimensions differ from the set's", $"task {task.Id}",
                    $"{task.InputDimension} inputs and {task.OutputDimension} outputs",
                    $"{inputNames.Count} inputs and {outputNames.Count} outputs",
                    "give every task the same inputs and outputs"));
            }
            if (!ids.Add(task.Id))
            {
                throw new DataException(new Problem(
                    "the id occurs twice", $"task {task.Id}", Remedy: "give every task its own id"));
            }
        }
    }

    /// <summary>Names of the inputs, in order.</summary>
    public ValueList<string> InputNames { get; }

    /// <summary>Names of the outputs, in order.</summary>
    public ValueList<string> OutputNames { get; }

    /// <summary>The tasks.</summary>
    public ImmutableArray<DataTask> Tasks { get; }

    /// <summary>Number of tasks.</summary>
    public int Count => Tasks.Length;

    /// <summary>Number of points of all tasks together.</summary>
    public int Points => Tasks.Sum(task => task.Points);

    /// <summary>
    /// Reads tasks from a long CSV file (plain or gzip): one row a point. Rows whose outputs are all blank are left out;
    /// <see cref="LongCsv.Read"/> also tells how many.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="task">The column that names the task, or null where the file is one task, which is then called "all".</param>
    /// <param name="inputs">The input columns, at least one.</param>
    /// <param name="outputs">The output columns, at least one.</param>
    /// <param name="group">The column that names the group of the row's task, or null.</param>
    /// <exception cref="DataException">The file or a cell of it cannot be used; the message names file, row and column.</exception>
    /// <exception cref="OptionException">A column has two roles, or there is no input or output.</exception>
    public static TaskSet FromCsv(string path, string? task, ValueList<string> inputs, ValueList<string> outputs, string? group = null) =>
        LongCsv.Read(new LongCsvSource(path, task, inputs, outputs, group)).Tasks;

    /// <summary>The set that has only the given tasks, in the given order.</summary>
    /// <param name="tasks">Positions from 0 to Count - 1.</param>
    public TaskSet Select(IEnumerable<int> tasks) => new(InputNames, OutputNames, tasks.Select(i => Tasks[i]));
}
