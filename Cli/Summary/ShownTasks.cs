using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The tasks that a run's report is about.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Tasks">The tasks, each with two points or more; may be empty.</param>
internal sealed record ShownTasks(string Name, TaskSet Tasks)
{
    private const int Most = 50;

    /// <summary>
    /// The held-out tasks of a run, or its validation tasks where it held none out; a sample of them where there are many.
    /// </summary>
    /// <param name="run">The run.</param>
    public static ShownTasks Of(PreparedRun run)
    {
        var validation = run.Trainer.ValidationTasks.ToHashSet();
        var (name, tasks) = run.HeldOut.Count > 0 ? ("held-out tasks", run.HeldOut) : ("validation tasks", run.Training);
        int[] usable =
        [
            .. Enumerable.Range(0, tasks.Count).Where(i => tasks.Tasks[i].Points >= 2
                && (run.HeldOut.Count > 0 || validation.Contains(tasks.Tasks[i].Id))),
        ];
        var order = RandomKey.FromSeed(run.Trainer.Options.Seed).Fold("report").Permutation(usable.Length);
        return new ShownTasks(name, tasks.Select(order.Take(Most).Order().Select(i => usable[i])));
    }
}
