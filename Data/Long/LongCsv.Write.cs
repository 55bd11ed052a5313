using System.IO.Compression;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

public static partial class LongCsv
{
    /// <summary>
    /// Writes tasks as a long CSV file in UTF-8 (gzip where the name ends in .gz), whole or not at all. Columns: the task, the group where
    /// there are groups, inputs, outputs; numbers in the shortest form that reads back to the same bits. A task without points has no
    /// rows, so it is not in the file and a reader will not see it.
    /// </summary>
    /// <param name="tasks">The tasks; either all or none have a group.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="taskColumn">Name of the task column.</param>
    /// <param name="groupColumn">Name of the group column.</param>
    /// <returns>The number of tasks without points, as a note.</returns>
    /// <exception cref="DataException">
    /// A column name occurs twice, an id or group is blank, only some tasks have a group, or the file cannot be written.
    /// </exception>
    public static DataNotes Write(TaskSet tasks, string path, string taskColumn = "task", string groupColumn = "group")
    {
        bool grouped = RequireGroupsOfAllOrNone(tasks);
        string[] header = [taskColumn, .. grouped ? [groupColumn] : Array.Empty<string>(), .. tasks.InputNames, .. tasks.OutputNames];
        RequireReadable(tasks, header, path);
        AtomicFile.Write(path, stream =>
        {
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
                WriteRows(tasks, header, grouped, packed);
            }
            else
            {
                WriteRows(tasks, header, grouped, stream);
            }
        });
        return DataNotes.None.AndIf(tasks.Tasks.Count(task => task.Points == 0), count => new DataNote.TasksWithoutPoints(count));
    }

    private static bool RequireGroupsOfAllOrNone(TaskSet tasks)
    {
        int grouped = tasks.Tasks.Count(task => task.Group is not null);
        return grouped == 0 || grouped == tasks.Count
            ? grouped > 0
            : throw new DataException(new Problem(
                "some tasks have a group and some have not", $"task {Quoted.Text(tasks.Tasks.First(task => task.Group is null).Id)}",
                "no group", "a group for every task or for none", "give it a group"));
    }

    private static void RequireReadable(TaskSet tasks, string[] header, string path)
    {
        var names = new HashSet<string>();
        foreach (string name in header)
        {
            if (CsvRows.IsBlank(name) || name != name.Trim() || !names.Add(name))
            {
                throw new DataException(new Problem(
                    "the column name cannot be used", path, Quoted.Text(name), "names that differ, without blanks around them",
                    "rename the input, output, task or group column"));
            }
        }
        foreach (var task in tasks.Tasks)
        {
            if (CsvRows.IsBlank(task.Id) || (task.Group is not null && CsvRows.IsBlank(task.Group)))
            {
                throw new DataException(new Problem(
                    "a task has a blank id or group", path, $"id {Quoted.Text(task.Id)}", "a name that can be read back",
                    "name the task and its group"));
            }
        }
    }

    private static void WriteRows(TaskSet tasks, string[] header, bool grouped, Stream stream)
    {
        using var csv = CsvOutput.Open(stream);
        csv.WriteRow(header);
        foreach (var task in tasks.Tasks)
        {
            for (int p = 0; p < task.Points; p++)
            {
                csv.Write(task.Id);
                if (grouped)
                {
                    csv.Write(task.Group!);
                }
                csv.Write(task.InputsOf(p));
                csv.Write(task.OutputsOf(p));
                csv.EndRow();
            }
        }
    }
}
