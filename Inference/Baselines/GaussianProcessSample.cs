using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The tasks and points that enter a search for hyper-parameters.</summary>
internal static class GaussianProcessSample
{
    /// <summary>Draws tasks, and points within them, without replacement; on a shared grid the same points from every task.</summary>
    /// <param name="tasks">Training tasks.</param>
    /// <param name="key">Draws tasks and points.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="DataException">No task has a point.</exception>
    public static DataTask[] Draw(TaskSet tasks, RandomKey key, GaussianProcessOptions options)
    {
        var filled = tasks.Tasks.Where(t => t.Points > 0).ToArray();
        if (filled.Length == 0)
        {
            throw new DataException(new Problem(
                "no training task has a point", "training tasks", $"{tasks.Count} tasks", "at least one point",
                "give tasks with observed points"));
        }
        bool shared = filled.Length > 1 && InputGroup.AreShared(filled);
        int maxTasks = shared ? options.MaxTasksOnSharedGrid : options.MaxTasks;
        int maxPoints = shared ? options.MaxPointsOfSharedGrid : options.MaxPointsPerTask;
        var points = key.Fold("points");
        return [.. Some(key.Fold("tasks"), filled.Length, maxTasks).Select(t =>
            filled[t].Points <= maxPoints ? filled[t] : filled[t].Select(Some(points.Fold(shared ? 0 : t), filled[t].Points, maxPoints)))];
    }

    private static int[] Some(RandomKey key, int count, int most) => [.. key.Permutation(count).Take(most).Order()];
}
