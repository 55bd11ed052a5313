using System.Diagnostics;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Works to the end, until its time is over, or until interrupted, and saves the state on the way.</summary>
/// <param name="prepared">The fit.</param>
internal sealed class FitLoop(PreparedFit prepared)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private readonly FitOutcome before = prepared.Record.Outcome;
    private ConditioningProgress? last;
    private long begun;
    private long saved;

    /// <summary>Whether a slice of work was done.</summary>
    public bool HasWorked => last is not null || before.Steps > 0;

    /// <summary>Runs. The state is written every twenty seconds and at the end of the work, and the record after it.</summary>
    /// <param name="progress">Told after every slice.</param>
    /// <param name="cancellation">Ends the work after the present slice.</param>
    /// <exception cref="Foundation.NumericalException">A quantity is not finite; the last state stays.</exception>
    public FitOutcome Run(IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        begun = saved = Stopwatch.GetTimestamp();
        var time = prepared.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue;
        var pace = new Pace(before.Steps);
        using var metrics = FitMetrics.Open(prepared.Run.Metrics, before.Steps);
        while (!prepared.Fit.IsFinished && !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(begun) < time)
        {
            last = prepared.Fit.Advance();
            var elapsed = Stopwatch.GetElapsedTime(begun);
            double rate = Math.Max(pace.At(last.Done, elapsed.TotalSeconds), 1e-9);
            metrics.Write(last, before.Seconds + elapsed.TotalSeconds);
            var needed = TimeSpan.FromSeconds(Math.Min((last.Steps - last.Done) / rate, TimeSpan.MaxValue.TotalSeconds / 2));
            var left = time - elapsed;
            progress.Report(new FitProgress(last, rate, needed < left ? needed : left > TimeSpan.Zero ? left : TimeSpan.Zero));
            if (Stopwatch.GetElapsedTime(saved) >= Pause)
            {
                Save(metrics);
            }
        }
        Save(metrics);
        return Outcome(null);
    }

    /// <summary>What came of the fit so far.</summary>
    /// <param name="failure">What went wrong, or null.</param>
    public FitOutcome Outcome(string? failure)
    {
        double seconds = before.Seconds + (begun == 0 ? 0 : Stopwatch.GetElapsedTime(begun).TotalSeconds);
        return new FitOutcome(
            last?.Phase ?? before.Phase, last?.Done ?? before.Steps, last?.Steps ?? before.Of,
            last is null ? before.Objective : last.Objective is { } value && double.IsFinite(value) ? value : null,
            Math.Round(seconds, 3), failure);
    }

    private void Save(FitMetrics metrics)
    {
        metrics.Flush();
        FitFile.Save(prepared.Fit.Snapshot(), prepared.Run.Fit);
        FitRecordFile.Write(prepared.Record with { Status = RunStatus.Running, Outcome = Outcome(null) }, prepared.Run);
        saved = Stopwatch.GetTimestamp();
    }
}
