using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How a finished run predicts the tasks that its report shows.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Splits">Which of their points were given.</param>
/// <param name="Scores">Scores [outputs].</param>
internal sealed record RunScores(ShownTasks Tasks, EvaluationSplits Splits, ValueList<OutputScores> Scores)
{
    /// <summary>The share of each task's points that is given.</summary>
    public const double Fraction = 0.3;

    /// <summary>Weight samples.</summary>
    public const int Samples = 100;

    /// <summary>Scores a process, or null where there is no task to score it on.</summary>
    public static RunScores? Of(AmortisedProcess process, ShownTasks shown, ulong seed, CancellationToken cancellation)
    {
        if (shown.Tasks.Count == 0)
        {
            return null;
        }
        var splits = EvaluationSplits.Draw(shown.Tasks, Fraction, RandomKey.FromSeed(seed).Fold("evaluation"));
        return new RunScores(shown, splits, Inference.Evaluation.Of(process, shown.Tasks, splits, Samples, seed, null, cancellation));
    }

    /// <summary>Positions of evaluated tasks from the best predicted to the worst, by log density of an output.</summary>
    public int[] FromBestToWorst(int output) =>
        [.. Enumerable.Range(0, Splits.Items.Count).OrderByDescending(i => Scores[output].Standardised.Tasks[i].LogDensityPerPoint)];
}
