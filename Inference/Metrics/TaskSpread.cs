using MathNet.Numerics.Statistics;

namespace ProbBnn.Inference;

/// <summary>How a score varies over tasks.</summary>
/// <param name="Mean">Mean over tasks, each task counted once.</param>
/// <param name="Median">Median over tasks.</param>
/// <param name="Worst">The worst task's score.</param>
/// <param name="WorstTask">The name of the worst task; of several, the first.</param>
public sealed record TaskSpread(double Mean, double Median, double Worst, string WorstTask)
{
    /// <summary>The spread of a score over tasks.</summary>
    /// <param name="tasks">At least one task, each with target points.</param>
    /// <param name="score">The score of a task.</param>
    /// <param name="badness">Orders scores: the worst task has the largest badness.</param>
    internal static TaskSpread Of(IReadOnlyList<TaskScore> tasks, Func<TaskScore, double> score, Func<double, double> badness)
    {
        var worst = tasks.MaxBy(t => badness(score(t)))!;
        return new TaskSpread(tasks.Average(score), tasks.Select(score).Median(), score(worst), worst.Task);
    }
}
