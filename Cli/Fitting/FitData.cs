using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Where one data set is read from.</summary>
/// <param name="Path">A CSV file with one row a point.</param>
/// <param name="Task">The column that names tasks and the one task that is taken; null takes all rows.</param>
/// <param name="Inputs">The input columns, or null for those of the run that gives the prior.</param>
/// <param name="Outputs">The output columns, or null for those of the run that gives the prior.</param>
internal sealed record FitData(string Path, (string Column, string Id)? Task, ValueList<string>? Inputs, ValueList<string>? Outputs)
{
    private const int MostNamed = 8;

    /// <summary>The same with the file name taken from a folder.</summary>
    public FitData From(string folder) => this with { Path = System.IO.Path.Combine(folder, Path) };

    /// <summary>Reads it: a set of one task.</summary>
    /// <param name="frame">The frame whose columns are read where none are named; null where they are.</param>
    /// <exception cref="DataException">The file cannot be read, or has no such task.</exception>
    public LoadedTasks Load(DataFrame? frame)
    {
        var loaded = LongCsv.Read(new LongCsvSource(
            Path, Task?.Column, Inputs ?? frame!.InputNames, Outputs ?? frame!.OutputNames));
        if (Task is not { } wanted)
        {
            return loaded;
        }
        int at = loaded.Tasks.Tasks.ToList().FindIndex(task => task.Id == wanted.Id);
        return at >= 0 ? loaded with { Tasks = loaded.Tasks.Select([at]) } : throw new DataException(new Problem(
            "there is no such task", $"{Path}, column '{wanted.Column}'", $"'{wanted.Id}'", Named(loaded.Tasks),
            $"give --task {wanted.Column}=ID with one of these, or leave it out to take all rows"));
    }

    private static string Named(TaskSet tasks)
    {
        string first = string.Join(", ", tasks.Tasks.Take(MostNamed).Select(task => $"'{task.Id}'"));
        return tasks.Count > MostNamed ? $"{first} or another of {Phrase.Count(tasks.Count, "task")}" : first;
    }
}
