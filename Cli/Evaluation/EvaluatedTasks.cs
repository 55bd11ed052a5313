using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Which tasks are evaluated.</summary>
internal static class EvaluatedTasks
{
    /// <summary>
    /// The tasks and their splits. A file of splits or of tasks says which; else all tasks of the data, except where these are the data of
    /// a run that held tasks out: then these. The user is warned of tasks that were trained on.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="tasks">The tasks of the data.</param>
    /// <param name="host">Receives notes and warnings.</param>
    public static (TaskSet Tasks, EvaluationSplits Splits) Choose(EvaluationRequest request, TaskSet tasks, ToolHost host)
    {
        var known = KnownTasks.Of(request.Run, request.Data);
        var key = RandomKey.FromSeed(request.Seed).Fold("evaluation");
        if (request.Splits is { } file)
        {
            var read = SplitFile.Read(file, tasks);
            Warn(tasks.Select(read.Items.Select(item => item.Task)), known, host);
            return (tasks, read);
        }
        bool heldOutOnly = request is { TasksFrom: null, AllTasks: false } && known.HeldOut.Count > 0;
        var chosen = request.TasksFrom is { } list ? tasks.Select(TaskIdFile.Read(list, tasks))
            : heldOutOnly ? tasks.Select(Enumerable.Range(0, tasks.Count).Where(i => known.HeldOut.Contains(tasks.Tasks[i].Id)))
            : tasks;
        if (heldOutOnly)
        {
            host.Note($"these are the data of the run: only the {Phrase.Count(chosen.Count, "task")} that it held out are evaluated "
                + "(--all-tasks for all)");
        }
        Warn(chosen, known, host);
        return (chosen, EvaluationSplits.Draw(chosen, request.Fraction, key));
    }

    private static void Warn(TaskSet chosen, KnownTasks known, ToolHost host)
    {
        int trained = chosen.Tasks.Count(task => known.Trained.Contains(task.Id));
        if (trained > 0)
        {
            host.Warn($"{trained} of the {Phrase.Count(chosen.Count, "task")} were trained on: these scores say little of new tasks");
        }
    }
}
