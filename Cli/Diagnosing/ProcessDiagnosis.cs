using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How far the posteriors of a trained process can be believed, under the prior that it has learned.</summary>
/// <param name="AreHeldOut">Whether the tasks were held out of training.</param>
/// <param name="AllTasks">Number of tasks that there are.</param>
/// <param name="Tasks">Those that were checked.</param>
internal sealed record ProcessDiagnosis(bool AreHeldOut, int AllTasks, ValueList<DiagnosedTask> Tasks)
{
    private const int MostTasks = 20;

    /// <summary>The findings of all tasks: the k-hat of the importance weights of each.</summary>
    public Verdict Verdict => new(Tasks.SelectMany(
        task => task.Weights.Verdict.Findings.Select(finding => finding with { Quantity = $"task {task.Id}" })).ToValueList());

    /// <summary>Checks the posterior of each of up to twenty tasks, spread over all of them, with all points as context.</summary>
    /// <param name="process">The process.</param>
    /// <param name="tasks">Tasks in their own units; those without points are left out.</param>
    /// <param name="areHeldOut">Whether they were held out of training.</param>
    /// <param name="samples">Draws of each posterior.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="cancellation">Ends it with an exception between tasks.</param>
    /// <exception cref="DataException">No task has a point.</exception>
    /// <exception cref="NumericalException">A measured value is not finite.</exception>
    public static ProcessDiagnosis Of(
        AmortisedProcess process, TaskSet tasks, bool areHeldOut, int samples, ulong seed, CancellationToken cancellation)
    {
        DataTask[] all = [.. tasks.Tasks.Where(task => task.Points > 0)];
        int shown = Math.Min(all.Length, MostTasks);
        if (shown == 0)
        {
            throw new DataException(new Problem(
                "there is no task to check the process on", "diagnose", $"{tasks.Count} tasks without points", "at least one point"));
        }
        return new ProcessDiagnosis(areHeldOut, all.Length, Enumerable.Range(0, shown).Select(i =>
        {
            cancellation.ThrowIfCancellationRequested();
            var task = all[(int)((long)i * all.Length / shown)];
            var posterior = process.Condition(task);
            return new DiagnosedTask(
                task.Id, task.Points, ((IEvidenceBound)posterior).EvidenceLowerBound(samples, seed),
                ParetoSmoothedWeights.Of(((IImportanceWeights)posterior).LogImportanceWeights(samples, seed)));
        }).ToValueList());
    }
}
