namespace ProbBnn.Data;

/// <summary>Gathers the points of many tasks in file order, whatever the order of tasks in the file.</summary>
internal sealed class TaskCollector(int inputs, int outputs)
{
    private readonly Dictionary<string, int> positions = [];
    private readonly List<Entry> entries = [];
    private readonly List<int> taskOfPoint = [];
    private readonly List<double> values = [];

    public int TasksWithoutPoints => entries.Count(entry => entry.Points == 0);

    /// <summary>The entry of a task, made at its first row.</summary>
    public Entry EntryOf(string id)
    {
        if (positions.TryGetValue(id, out int position))
        {
            return entries[position];
        }
        var entry = new Entry(id, entries.Count);
        positions.Add(id, entry.Position);
        entries.Add(entry);
        return entry;
    }

    public void Add(Entry entry, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        entry.Points++;
        taskOfPoint.Add(entry.Position);
        values.AddRange(x);
        values.AddRange(y);
    }

    /// <summary>The tasks that have points, in the order of their first rows.</summary>
    public IEnumerable<DataTask> Tasks()
    {
        var next = new int[entries.Count];
        for (int t = 1; t < next.Length; t++)
        {
            next[t] = next[t - 1] + entries[t - 1].Points;
        }
        var order = new int[taskOfPoint.Count];
        for (int p = 0; p < order.Length; p++)
        {
            order[next[taskOfPoint[p]]++] = p;
        }
        return entries.Where(entry => entry.Points > 0)
            .Select(entry => Gather(entry, order.AsSpan(next[entry.Position] - entry.Points, entry.Points)));
    }

    private DataTask Gather(Entry entry, ReadOnlySpan<int> points)
    {
        var x = new double[points.Length * inputs];
        var y = new double[points.Length * outputs];
        for (int i = 0; i < points.Length; i++)
        {
            int from = points[i] * (inputs + outputs);
            values.CopyTo(from, x, i * inputs, inputs);
            values.CopyTo(from + inputs, y, i * outputs, outputs);
        }
        return new DataTask(entry.Id, x, y, inputs, outputs, entry.Group);
    }

    internal sealed class Entry(string id, int position)
    {
        public string Id { get; } = id;

        public int Position { get; } = position;

        public string? Group { get; private set; }

        public int GroupRow { get; private set; }

        public int Points { get; set; }

        /// <summary>Sets the group at the task's first row; false where a later row names another one.</summary>
        public bool Join(string group, int row)
        {
            if (Group is null)
            {
                (Group, GroupRow) = (group, row);
            }
            return Group == group;
        }
    }
}
