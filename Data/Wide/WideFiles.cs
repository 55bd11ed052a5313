using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Wide files: one row a task over a grid of points that all tasks share.</summary>
public static class WideFiles
{
    /// <summary>
    /// Reads tasks. Outputs are joined on the task's id, in the order of the first output's file. A point where all outputs of a task are
    /// blank is unobserved: it is left out and counted, as is a task without an observed point.
    /// </summary>
    /// <param name="source">The files and how to read them.</param>
    /// <exception cref="DataException">The files or a cell of them cannot be used; the message names file, row and column.</exception>
    /// <exception cref="OptionException">
    /// There is no output, a name has two roles, or a filter or group is asked for without a task table.
    /// </exception>
    public static LoadedTasks Read(WideSource source)
    {
        Require(source);
        var grid = WideGrid.Read(source.GridPath, source.Inputs);
        var names = source.Values.Select(value => value.Name).ToValueList();
        ColumnRoles.RequireDistinct([.. grid.InputNames, .. names]);
        var table = source.TaskTable is { } path ? TaskTable.Read(path, source.Where, source.GroupColumn) : null;
        var outputs = source.Values.Select(value => WideValues.Read(value.Path, grid, table)).ToArray();
        foreach (var output in outputs.Skip(1))
        {
            outputs[0].RequireSameTasks(output);
        }
        var read = outputs[0].Ids.Select(id => Join(id, table?.GroupOf(id), grid, outputs)).ToArray();
        var tasks = new TaskSet(grid.InputNames, names, read.Where(task => task.Points > 0));
        if (tasks.Count == 0)
        {
            throw new DataException(new Problem(
                "no task has an observed point", source.Values[0].Path, $"{read.Length} tasks with blank values", "numbers",
                "check the value files"));
        }
        var notes = DataNotes.None
            .AndIf(read.Sum(task => grid.Points - task.Points), count => new DataNote.UnobservedPoints(count))
            .AndIf(read.Length - tasks.Count, count => new DataNote.TasksWithoutPoints(count))
            .AndIf(table is null ? 0 : table.KeptIds.Except(outputs[0].Ids).Count(), count => new DataNote.UnusedTableRows(count));
        return new LoadedTasks(tasks, notes);
    }

    private static void Require(WideSource source)
    {
        ColumnRoles.Require(source.Values.Select(value => value.Name).ToValueList(), "output");
        if (source.TaskTable is null && (source.Where is not null || source.GroupColumn is not null))
        {
            throw new OptionException(new Problem(
                "a filter and a group column need a task table", source.Where is null ? "group column" : "filter",
                Remedy: "name the task table"));
        }
    }

    private static DataTask Join(string id, string? group, WideGrid grid, WideValues[] outputs)
    {
        var columns = outputs.Select(output => output.Of(id)).ToArray();
        var x = new List<double>(grid.Inputs.Length);
        var y = new List<double>(grid.Points * outputs.Length);
        int inputs = grid.InputNames.Count;
        for (int p = 0; p < grid.Points; p++)
        {
            int blank = columns.Count(column => double.IsNaN(column[p]));
            if (blank == outputs.Length)
            {
                continue;
            }
            if (blank > 0)
            {
                throw outputs[Array.FindIndex(columns, column => double.IsNaN(column[p]))].PartlyBlank(id, p);
            }
            x.AddRange(grid.Inputs.AsSpan(p * inputs, inputs));
            y.AddRange(columns.Select(column => column[p]));
        }
        return new DataTask(id, x.ToArray(), y.ToArray(), inputs, outputs.Length, group);
    }
}
