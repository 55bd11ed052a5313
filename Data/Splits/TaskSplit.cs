using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Tasks to train on and tasks held out, as positions in their set, each in ascending order.</summary>
/// <param name="Training">Positions of the training tasks.</param>
/// <param name="HeldOut">Positions of the tasks held out.</param>
public sealed record TaskSplit(ValueList<int> Training, ValueList<int> HeldOut)
{
    // So that 0.1 x 30 asks for 3 tasks although the product is a little above 3 in binary.
    private const double Rounding = 1e-9;

    /// <summary>
    /// Draws tasks or whole groups at random until at least the given share of the tasks is held out; the last task or group that is left
    /// stays in training. Which are drawn depends on the key and their names, not on the order of the tasks.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="fraction">The share of the tasks to hold out, above 0 and below 1.</param>
    /// <param name="key">The key of the draw.</param>
    /// <param name="by">What is kept together.</param>
    /// <exception cref="OptionException">The share is not between 0 and 1.</exception>
    /// <exception cref="DataException">There are fewer than two tasks (groups), or a task has no group.</exception>
    public static TaskSplit HoldOut(TaskSet tasks, double fraction, RandomKey key, SplitBy by)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new OptionException(new Problem(
                "not a share of the tasks", "hold-out", fraction.ToString("R", null), "a number above 0 and below 1",
                "hold out 0.2, for example"));
        }
        string what = by == SplitBy.Group ? "group" : "task";
        var units = tasks.Tasks.Select((task, i) => (Name: by == SplitBy.Group ? GroupOf(task) : task.Id, Task: i))
            .GroupBy(t => t.Name, t => t.Task)
            .OrderBy(unit => key.Fold(unit.Key).Uniform(0, 0)).ThenBy(unit => unit.Key, StringComparer.Ordinal)
            .ToArray();
        if (units.Length < 2)
        {
            throw new DataException(new Problem(
                $"cannot hold out a {what} and train on another", "hold-out", $"{units.Length} {what}s", "at least two",
                by == SplitBy.Group ? "split by task, or give more groups" : "give more tasks"));
        }
        var held = new SortedSet<int>();
        foreach (var unit in units[..^1])
        {
            if (held.Count >= (fraction * tasks.Count) - Rounding)
            {
                break;
            }
            held.UnionWith(unit);
        }
        return new TaskSplit(Enumerable.Range(0, tasks.Count).Where(i => !held.Contains(i)).ToValueList(), held.ToValueList());
    }

    private static string GroupOf(DataTask task) => task.Group ?? throw new DataException(new Problem(
        "the task has no group", $"task {Quoted.Text(task.Id)}", Expected: "a group for every task",
        Remedy: "name the group column, or split by task"));
}
