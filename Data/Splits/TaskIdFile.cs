using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Tasks by name as a CSV file with the column <c>task</c>; other columns are ignored.</summary>
public static class TaskIdFile
{
    private const string Column = "task";

    /// <summary>Reads the names, in file order.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <exception cref="DataException">The file cannot be used, or names a task twice.</exception>
    public static ValueList<string> ReadIds(string path) => Read(path, (_, _, _) => { }).Keys.ToValueList();

    /// <summary>Reads the positions of the named tasks, ascending.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="tasks">The tasks it is about.</param>
    /// <exception cref="DataException">The file cannot be used, or names a task twice or one that does not exist.</exception>
    public static ValueList<int> Read(string path, TaskSet tasks)
    {
        var positions = tasks.Tasks.Select((task, i) => (task.Id, i)).ToDictionary(t => t.Id, t => t.i);
        return Read(path, (rows, column, id) =>
        {
            if (!positions.ContainsKey(id))
            {
                throw rows.Error(column, "the task does not exist", Quoted.Text(id), "a task of the data",
                    "use the list that belongs to the data");
            }
        }).Keys.Select(id => positions[id]).Order().ToValueList();
    }

    /// <summary>Writes the names of tasks, whole or not at all.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="positions">Which of them.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public static void Write(TaskSet tasks, ValueList<int> positions, string path) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvOutput.Open(stream);
        csv.WriteRow([Column]);
        foreach (int position in positions)
        {
            csv.WriteRow([tasks.Tasks[position].Id]);
        }
    });

    private static OrderedDictionary<string, int> Read(string path, Action<CsvRows, int, string> check)
    {
        using var rows = CsvRows.Open(path);
        int column = rows.Column(Column, "task");
        var lines = new OrderedDictionary<string, int>();
        rows.First();
        do
        {
            string id = rows.Key(column);
            check(rows, column, id);
            if (!lines.TryAdd(id, rows.Row))
            {
                throw rows.Twice(column, "task", id, lines[id]);
            }
        }
        while (rows.Next());
        return lines;
    }
}
