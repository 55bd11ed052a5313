using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>CSV files of points at which to predict: a task column and input columns, no outputs; other columns are ignored.</summary>
public static class PointFile
{
    /// <summary>Reads points. Every row is kept, in file order.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="taskColumn">The column that names the task, or null where the file is one task, then called "all".</param>
    /// <param name="inputs">The input columns, at least one.</param>
    /// <exception cref="DataException">The file or a cell of it cannot be used; the message names file, row and column.</exception>
    /// <exception cref="OptionException">A column has two roles, or there is no input.</exception>
    public static PointSet Read(string path, string? taskColumn, ValueList<string> inputs)
    {
        ColumnRoles.Require(inputs, "input");
        ColumnRoles.RequireDistinct([taskColumn, .. inputs]);
        using var rows = CsvRows.Open(path);
        int? task = taskColumn is null ? null : rows.Column(taskColumn, "task");
        var columns = rows.Columns(inputs, "input");
        var ids = ImmutableArray.CreateBuilder<string>();
        var known = new Dictionary<string, string>();
        var values = new List<double>();
        while (rows.Next())
        {
            ids.Add(Shared(known, task is { } column ? rows.Key(column) : LongCsv.OnlyTask));
            foreach (int input in columns)
            {
                values.Add(rows.Number(input, rows.Text(input)));
            }
        }
        return ids.Count > 0 ? new PointSet(inputs, ids.DrainToImmutable(), [.. values]) : throw rows.HeaderOnly();
    }

    // One string for all rows of a task.
    private static string Shared(Dictionary<string, string> known, string id)
    {
        if (known.TryGetValue(id, out string? first))
        {
            return first;
        }
        known.Add(id, id);
        return id;
    }
}
