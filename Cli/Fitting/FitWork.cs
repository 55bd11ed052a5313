using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Does a fit that is prepared, with its record, its posterior and its report.</summary>
internal static class FitWork
{
    /// <summary>Works to the end of the fit or of its time.</summary>
    /// <returns>What came of it; where it was interrupted the state is written.</returns>
    /// <exception cref="ProbBnnException">The fit failed, or its time was over before there was a posterior.</exception>
    public static FitResult Run(PreparedFit prepared, IFitVoice voice, ToolHost host)
    {
        var (run, record) = (prepared.Run, prepared.Record);
        var loop = new FitLoop(prepared);
        voice.Begin(prepared);
        try
        {
            var outcome = voice.Watch(prepared, view => loop.Run(view, host.Cancellation));
            record = record with { Status = RunStatus.Finished, Outcome = outcome };
            if (!prepared.Fit.IsFinished && host.Cancellation.IsCancellationRequested)
            {
                record = record with { Status = RunStatus.Interrupted };
                FitRecordFile.Write(record, run);
                voice.End(record, run, null);
                return new FitResult(ExitCode.Interrupted, null, null, outcome.Seconds);
            }
            if (FittedRun.TryPosterior(prepared.Fit.Snapshot(), prepared.Engine) is not { } posterior)
            {
                FitRecordFile.Write(record with { Status = RunStatus.Interrupted }, run);
                throw FittedRun.NoPosterior(run.Folder);
            }
            FitRecordFile.Write(record, run);
            var diagnosis = Report(prepared, posterior, outcome, host);
            voice.End(record, run, diagnosis);
            return new FitResult(ExitCode.Success, posterior, diagnosis, outcome.Seconds);
        }
        catch (Exception e)
        {
            if (!loop.HasWorked)
            {
                prepared.Undo();
            }
            else if (e is not StoredFileException)
            {
                Record(record with { Status = RunStatus.Failed, Outcome = loop.Outcome(Failure.Of(e).Message) }, run, host);
            }
            throw;
        }
    }

    /// <summary>Makes the report of a finished fit, where it can be made, and says how far the fit can be believed.</summary>
    public static FitDiagnosis? Report(PreparedFit prepared, Posterior posterior, FitOutcome outcome, ToolHost host)
    {
        try
        {
            var diagnosis = FitDiagnosis.Of(
                posterior, prepared.Subject, FitDiagnosis.UsualSamples, prepared.Method.Seed, prepared.Fit.ShareDone,
                prepared.Method.Name);
            FitSummary.Write(prepared, posterior, outcome, diagnosis);
            return diagnosis;
        }
        catch (ProbBnnException e)
        {
            host.Warn($"there is no report: {Failure.Of(e).Message}");
            return null;
        }
    }

    // The failure itself is what the user must be told, even if it cannot be recorded.
    private static void Record(FitRecord failed, RunFolder run, ToolHost host)
    {
        try
        {
            FitRecordFile.Write(failed, run);
        }
        catch (DataException e)
        {
            host.Warn($"the failure is not recorded: {e.Message}");
        }
    }
}
