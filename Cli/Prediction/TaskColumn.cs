using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Which column of the files to predict from names the task.</summary>
internal static class TaskColumn
{
    private const string Usual = "task";

    /// <summary>
    /// The column that was stated; else the task column of the run (or <c>task</c>) where both files have it, or null where neither has it.
    /// </summary>
    /// <param name="stated">What was stated, or null.</param>
    /// <param name="run">The run's folder or process file.</param>
    /// <param name="context">The file of observed points, or null.</param>
    /// <param name="query">The file of points to predict at.</param>
    /// <exception cref="DataException">Only one of the files has it, or a file cannot be read.</exception>
    public static string? Of(string? stated, string run, string? context, string query)
    {
        if (stated is not null)
        {
            return stated;
        }
        string name = RunFolder.Around(run) is { } folder ? RunRecordFile.Read(folder).Data.TaskColumn ?? Usual : Usual;
        bool inQuery = CsvHeader.Read(query).Contains(name);
        bool inContext = context is null ? inQuery : CsvHeader.Read(context).Contains(name);
        return inQuery == inContext ? (inQuery ? name : null) : throw new DataException(new Problem(
            $"only one of the files has the task column '{name}'", inQuery ? context! : query,
            $"no such column, but {(inQuery ? query : context)} has it", "it in both files, or in neither",
            "add the column, or name another one with --task"));
    }
}
