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
    private (int Steps, TimeSpan At) warmedUp = (prepared.Record.Outcome.Steps, TimeSpan.Zero);
    private long begun;
    private long saved;

    /// <summary>Whether a slice of work was done.</summary>
    public bool HasWorked => last is not null || before.Steps > 0;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(begun);

    /// <summary>What a planned time is filled with, where the fit is one of chains.</summary>
    private FitPlan? Filled => prepared.Method is MarkovChains ? prepared.Record.Plan : null;

    /// <summary>The time of this run. Chains that fill a time are not cut off, but given draws that fill it.</summary>
    private TimeSpan Time => (Filled, prepared.Minutes) switch
    {
        (_, { } minutes) => TimeSpan.FromMinutes(minutes),
        ({ } plan, null) => plan.TimeOfWork - TimeSpan.FromSeconds(before.Seconds),
        _ => TimeSpan.MaxValue,
    };

    /// <summary>Runs. The state is written every twenty seconds and at the end of the work, and the record after it.</summary>
    /// <param name="progress">Told after every slice.</param>
    /// <param name="cancellation">Ends the work after the present slice.</param>
    /// <exception cref="Foundation.NumericalException">A quantity is not finite; the last state stays.</exception>
    public FitOutcome Run(IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        begun = saved = Stopwatch.GetTimestamp();
        var pace = new Pace(before.Steps);
        using var metrics = FitMetrics.Open(prepared.Run.Metrics, before.Steps);
        while (!cancellation.IsCancellationRequested && (!prepared.Fit.IsFinished || AddsDraws()) && (Filled is not null || Elapsed < Time))
        {
            last = prepared.Fit.Advance();
            var elapsed = Elapsed;
            warmedUp = IsWarmingUp ? (last.Done, elapsed) : warmedUp;
            double rate = Math.Max(pace.At(last.Done, elapsed.TotalSeconds), 1e-9);
            metrics.Write(last, before.Seconds + elapsed.TotalSeconds);
            progress.Report(new FitProgress(last, rate, Left(rate, elapsed)));
            if (Stopwatch.GetElapsedTime(saved) >= Pause)
            {
                Save(metrics);
            }
        }
        Save(metrics);
        return Outcome(null);
    }

    private bool IsWarmingUp => prepared.Method is MarkovChains chains && last is { } done && done.Done < chains.Run.WarmUp;

    // Chains that fill a time go on to more draws while there is time, by the pace of the draws so far.
    private bool AddsDraws()
    {
        if (Filled is not { } plan || last is not { } done || prepared.Method is not MarkovChains chains)
        {
            return false;
        }
        int most = FitPlan.MostDrawsOf(chains.Chains, prepared.Record.Model.Parameters);
        double perDraw = (Elapsed - warmedUp.At).TotalSeconds / Math.Max(1, done.Done - warmedUp.Steps);
        if (plan.DrawsIn(chains.Run.Draws, most, perDraw, Time - Elapsed) is not { } draws)
        {
            return false;
        }
        prepared.Fit.Extend(chains, draws);
        return true;
    }

    private TimeSpan Left(double rate, TimeSpan elapsed)
    {
        var left = Time == TimeSpan.MaxValue ? Time : Time - elapsed;
        var needed = TimeSpan.FromSeconds(Math.Min((last!.Steps - last.Done) / rate, TimeSpan.MaxValue.TotalSeconds / 2));
        var shown = needed < left && Filled is null ? needed : left;
        return shown > TimeSpan.Zero ? shown : TimeSpan.Zero;
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
