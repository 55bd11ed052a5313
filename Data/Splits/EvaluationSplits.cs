using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Which tasks of a set are evaluated, and which of their points are given and predicted.</summary>
/// <param name="Items">The task's position in its set and its split, which has at least one target; tasks in ascending order.</param>
public sealed record EvaluationSplits(ValueList<(int Task, ContextSplit Split)> Items)
{
    /// <summary>
    /// Draws the split of every task with at least two points: max(1, floor(fraction x points)) context points, the rest targets. The
    /// split of a task depends on the key and its id alone, not on the other tasks. Tasks with fewer points have no target and are
    /// left out.
    /// </summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="fraction">The share of the points to give, from 0 to below 1.</param>
    /// <param name="key">The key of the draw.</param>
    /// <exception cref="OptionException">The share is outside its range.</exception>
    /// <exception cref="DataException">No task has at least two points.</exception>
    public static EvaluationSplits Draw(TaskSet tasks, double fraction, RandomKey key)
    {
        var items = tasks.Tasks
            .Select((task, i) => (Task: i, Split: ContextSplit.ForEvaluation(task.Points, fraction, key.Fold(task.Id))))
            .Where(item => item.Split.Target.Count > 0)
            .ToValueList();
        return items.Count > 0 ? new EvaluationSplits(items) : throw new DataException(new Problem(
            "no task has at least two points", "the tasks to evaluate", $"{tasks.Count} tasks with {tasks.Points} points in all",
            "a task with a point to give and a point to predict", "give larger tasks"));
    }
}
