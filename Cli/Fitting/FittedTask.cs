using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Whether points are of the task that was fitted.</summary>
internal static class FittedTask
{
    /// <summary>The column that names the task, where the fit was of one task of a file and another file has that column too.</summary>
    /// <param name="record">The record of the fit, or null where there is none.</param>
    /// <param name="file">The other file.</param>
    public static string? ColumnOf(FitRecord? record, string file) =>
        record?.Data.TaskColumn is { } column && CsvHeader.Read(file).Contains(column) ? column : null;

    /// <summary>Refuses points of other tasks.</summary>
    /// <exception cref="DataException">There are some.</exception>
    public static void Require(FitState state, PointSet points, string? column, string file)
    {
        string task = state.Context.Id;
        int others = column is null ? 0 : points.TaskIds.Count(id => id != task);
        if (others > 0)
        {
            throw new DataException(new Problem(
                "the fit knows nothing of other tasks", $"{file}, column '{column}'", $"{Phrase.Count(others, "row")} of other tasks",
                $"'{task}' alone", "leave these rows out, or leave the column out if all are of the task that was fitted"));
        }
    }
}
