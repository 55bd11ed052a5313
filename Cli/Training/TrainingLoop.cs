using System.Diagnostics;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Trains to the end or until interrupted, with checkpoints on the way.</summary>
/// <param name="prepared">The run.</param>
internal sealed class TrainingLoop(PreparedRun prepared)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1), ShortestPause = TimeSpan.FromSeconds(2);

    private readonly Trainer trainer = prepared.Trainer;
    private readonly double before = prepared.Record.Outcome.Seconds;
    private long begun;
    private long saved;

    /// <summary>
    /// Runs. A checkpoint is written after a validation (but not within two seconds of the last one), at least every minute, and at the end
    /// of the work.
    /// </summary>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Ends the work after the present step.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="Foundation.NumericalException">A quantity is not finite; the last checkpoint stays.</exception>
    public OutcomeRecord Run(IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        int first = trainer.StepsDone, steps = trainer.Options.Steps;
        begun = saved = Stopwatch.GetTimestamp();
        var pace = new Pace(first);
        using var metrics = MetricsLog.Open(prepared.Run.Metrics, first, steps);
        while (!trainer.IsFinished && !cancellation.IsCancellationRequested)
        {
            var result = trainer.Step();
            double elapsed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            double rate = pace.At(trainer.StepsDone, elapsed);
            var report = new TrainingProgress(
                trainer.StepsDone, steps, result.Objective, result.Divergence, result.GradientNorm, result.LearningRate, rate,
                TimeSpan.FromSeconds((steps - trainer.StepsDone) / rate), result.Validation);
            metrics.Write(report, before + elapsed);
            progress.Report(report);
            if (IsDue(result.Validation is not null))
            {
                Save(metrics);
            }
        }
        Save(metrics);
        return Outcome(null);
    }

    /// <summary>What came of the run so far.</summary>
    /// <param name="failure">What went wrong, or null.</param>
    public OutcomeRecord Outcome(string? failure)
    {
        double seconds = before + (begun == 0 ? 0 : Stopwatch.GetElapsedTime(begun).TotalSeconds);
        var best = trainer.Snapshot().History.MaxBy(point => point.Criterion);
        return new OutcomeRecord(trainer.StepsDone, Math.Round(seconds, 3), best?.Step, best?.Criterion, failure);
    }

    private bool IsDue(bool validated)
    {
        var since = Stopwatch.GetElapsedTime(saved);
        return since >= LongestPause || (validated && since >= ShortestPause);
    }

    private void Save(MetricsLog metrics)
    {
        metrics.Flush();
        CheckpointFile.Save(trainer.Snapshot(), prepared.Run.Checkpoint);
        saved = Stopwatch.GetTimestamp();
    }
}
