using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>The table of tasks beside wide files: which tasks to read, and their groups.</summary>
internal sealed class TaskTable
{
    private readonly string path;
    private readonly Dictionary<string, Row> rows;

    private TaskTable(string path, Dictionary<string, Row> rows)
    {
        this.path = path;
        this.rows = rows;
    }

    public IEnumerable<string> KeptIds => rows.Where(row => row.Value.Kept).Select(row => row.Key);

    public static TaskTable Read(string path, (string Column, string Value)? where, string? groupColumn)
    {
        using var rows = CsvRows.Open(path);
        int? filter = where is { } wanted ? rows.Column(wanted.Column, "filter") : null;
        int? group = groupColumn is null ? null : rows.Column(groupColumn, "group");
        var read = new Dictionary<string, Row>();
        var values = new HashSet<string>();
        while (rows.Next())
        {
            string id = rows.Key(0);
            string value = filter is { } f ? rows.Text(f).Trim() : "";
            values.Add(value);
            bool kept = where is null || value == where.Value.Value.Trim();
            var row = new Row(kept, kept && group is { } g ? rows.Key(g) : null, rows.Row);
            if (!read.TryAdd(id, row))
            {
                throw rows.Twice(0, "task", id, read[id].Line);
            }
        }
        if (read.Count == 0)
        {
            throw rows.HeaderOnly();
        }
        if (!read.Values.Any(row => row.Kept))
        {
            throw new DataException(new Problem(
                "no task passes the filter", $"{path}, column {Quoted.Text(where!.Value.Column)}", Quoted.Text(where.Value.Value),
                $"one of {Quoted.List(values)}", "correct the filter"));
        }
        return new TaskTable(path, read);
    }

    /// <summary>Whether the task of the current row of a value file passes the filter; a task that the table lacks is an error.</summary>
    public bool Keeps(string id, CsvRows values) => rows.TryGetValue(id, out var row)
        ? row.Kept
        : throw values.Error(0, "the task is not in the task table", Quoted.Text(id), $"an id of {path}", "add its row to the table");

    public string? GroupOf(string id) => rows[id].Group;

    private sealed record Row(bool Kept, string? Group, int Line);
}
