using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>One output of wide files: a row of values for every task, NaN where the cell is blank.</summary>
internal sealed class WideValues
{
    private readonly string path;
    private readonly ValueList<string> header;
    private readonly Dictionary<string, (double[] Values, int Row)> rows = [];

    private WideValues(string path, ValueList<string> header)
    {
        this.path = path;
        this.header = header;
    }

    /// <summary>The ids in file order.</summary>
    public List<string> Ids { get; } = [];

    public static WideValues Read(string path, WideGrid grid, TaskTable? table)
    {
        using var rows = CsvRows.Open(path);
        grid.Require(rows);
        var read = new WideValues(path, rows.Header);
        rows.First();
        do
        {
            string id = rows.Key(0);
            if (table?.Keeps(id, rows) == false)
            {
                continue;
            }
            var values = new double[grid.Points];
            for (int p = 0; p < values.Length; p++)
            {
                string text = rows.Text(p + 1);
                values[p] = CsvRows.IsBlank(text) ? double.NaN : rows.Number(p + 1, text);
            }
            if (!read.rows.TryAdd(id, (values, rows.Row)))
            {
                throw rows.Twice(0, "task", id, read.rows[id].Row);
            }
            read.Ids.Add(id);
        }
        while (rows.Next());
        return read;
    }

    public double[] Of(string id) => rows[id].Values;

    /// <summary>Checks that this output and another have the same tasks.</summary>
    public void RequireSameTasks(WideValues other)
    {
        RequireTasksOf(other);
        other.RequireTasksOf(this);
    }

    public DataException PartlyBlank(string id, int point) => new(new Problem(
        "the output is blank while another output of the point is not",
        $"{path}, row {rows[id].Row}, column {Quoted.Text(header[point + 1])}",
        null, "all outputs of a point or none", "fill the cell, or blank the point in the other files"));

    private void RequireTasksOf(WideValues other)
    {
        foreach (string id in other.Ids)
        {
            if (!rows.ContainsKey(id))
            {
                throw new DataException(new Problem(
                    $"the task {Quoted.Text(id)} is missing", path, null,
                    $"the tasks of {other.path}, which has it in row {other.rows[id].Row}",
                    "give every task all outputs, or leave it out of all files"));
            }
        }
    }
}
