using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// Splits of tasks as a CSV file with the columns <c>task</c>, <c>point</c> (position of the point in its task as read, from 0, points
/// without outputs not counted) and <c>role</c> (<c>context</c> or <c>target</c>). Points and tasks that it does not name are not used.
/// </summary>
public static class SplitFile
{
    private const string Context = "context";
    private const string Target = "target";

    /// <summary>Reads splits for the given tasks.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="tasks">The tasks it is about.</param>
    /// <exception cref="DataException">
    /// The file cannot be used, names a task or point that does not exist, a point twice, or a task without a target.
    /// </exception>
    public static EvaluationSplits Read(string path, TaskSet tasks)
    {
        using var rows = CsvRows.Open(path);
        int task = rows.Column("task", "task"), point = rows.Column("point", "point"), role = rows.Column("role", "role");
        var positions = tasks.Tasks.Select((t, i) => (t.Id, i)).ToDictionary(t => t.Id, t => t.i);
        var roles = new SortedDictionary<int, Points>();
        rows.First();
        do
        {
            string id = rows.Key(task);
            if (!positions.TryGetValue(id, out int position))
            {
                throw rows.Error(task, "the task does not exist", Quoted.Text(id), "a task of the data",
                    "use the splits that belong to the data");
            }
            int p = PointOf(rows, point, tasks.Tasks[position]);
            if (!roles.TryGetValue(position, out var points))
            {
                roles.Add(position, points = new Points());
            }
            if (!points.Seen.TryAdd(p, rows.Row))
            {
                throw rows.Twice(point, "point", rows.Text(point), points.Seen[p]);
            }
            (IsContext(rows, role) ? points.Context : points.Target).Add(p);
        }
        while (rows.Next());
        return new EvaluationSplits(roles.Select(item => (item.Key, item.Value.ToSplit(path, tasks.Tasks[item.Key].Id))).ToValueList());
    }

    /// <summary>Writes splits, whole or not at all.</summary>
    /// <param name="splits">The splits, in which no point is both context and target.</param>
    /// <param name="tasks">The tasks they are about.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="DataException">The file cannot be written.</exception>
    public static void Write(EvaluationSplits splits, TaskSet tasks, string path) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvOutput.Open(stream);
        csv.WriteRow(["task", "point", "role"]);
        foreach (var (task, split) in splits.Items)
        {
            string id = tasks.Tasks[task].Id;
            foreach (var (points, role) in new[] { (split.Context, Context), (split.Target, Target) })
            {
                foreach (int point in points)
                {
                    csv.WriteRow([id, point.ToString(CultureInfo.InvariantCulture), role]);
                }
            }
        }
    });

    private static int PointOf(CsvRows rows, int column, DataTask task)
    {
        string text = rows.Text(column);
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int point) && point >= 0 && point < task.Points
            ? point
            : throw rows.Error(column, "not a point of the task", Quoted.Text(text),
                task.Points == 0 ? $"no point, as the task {Quoted.Text(task.Id)} has none" : $"a whole number from 0 to {task.Points - 1}",
                "count the points of a task from 0");
    }

    private static bool IsContext(CsvRows rows, int column) => rows.Text(column).Trim() switch
    {
        Context => true,
        Target => false,
        var other => throw rows.Error(column, "not a role", Quoted.Text(other), $"'{Context}' or '{Target}'", "correct the cell"),
    };

    private sealed class Points
    {
        public Dictionary<int, int> Seen { get; } = [];

        public List<int> Context { get; } = [];

        public List<int> Target { get; } = [];

        public ContextSplit ToSplit(string path, string id) => Target.Count > 0
            ? new ContextSplit(Context.ToValueList(), Target.ToValueList())
            : throw new DataException(new Problem(
                $"the task {Quoted.Text(id)} has no target", path, Expected: "at least one point to predict",
                Remedy: "give one of its points the role target"));
    }
}
