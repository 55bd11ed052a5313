namespace ProbBnn.Cli;

/// <summary>Tells of a fit in words.</summary>
internal sealed class FitTextVoice(ToolHost host) : IFitVoice
{
    public void Begin(PreparedFit fit)
    {
        var (record, subject) = (fit.Record, fit.Subject);
        string heldOut = subject.HeldOut.Points == 0 ? "" : $"; {Phrase.Whole(subject.HeldOut.Points)} held out";
        host.Out.WriteLine($"data: {Phrase.Count(subject.Context.Points, "point")} of '{record.Task}'{heldOut}");
        host.Out.WriteLine($"model: {Phrase.Count(record.Model.Parameters, "weight")}"
            + $"{(record.Model.From is { } from ? $", prior of {from}" : "")}; {record.Engine}");
        host.Out.WriteLine($"inference: {FitFacts.Sentence(fit.Method)}"
            + FitFacts.Time(fit)
            + $"{(record.Outcome.Steps > 0 ? $", going on after step {Phrase.Whole(record.Outcome.Steps)}" : "")}");
        host.Out.Flush();
    }

    public T Watch<T>(PreparedFit fit, Func<IProgress<FitProgress>, T> work) =>
        ProgressView.Watch(host, fit.Method.Name, view => work(new Reporter(view)));

    public void End(FitRecord record, RunFolder run, FitDiagnosis? diagnosis)
    {
        var outcome = record.Outcome;
        string steps = outcome.Of == 0 ? "done" : outcome.Steps < outcome.Of
            ? $"{Phrase.Whole(outcome.Steps)} of {Phrase.Count(outcome.Of, "step")}" : Phrase.Count(outcome.Steps, "step");
        host.Out.WriteLine($"{steps} in {Phrase.Time(TimeSpan.FromSeconds(outcome.Seconds))}");
        if (diagnosis is not null)
        {
            host.Out.WriteLine(DiagnosisText.Line(diagnosis));
        }
        if (record.Status == RunStatus.Finished)
        {
            host.Out.WriteLine($"posterior: {run.Fit}");
            if (File.Exists(run.Report))
            {
                host.Out.WriteLine($"report: {run.Report}");
            }
        }
    }

    private sealed class Reporter(IProgress<Progressed> view) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            string objective = value.Work.Objective is { } at ? $", objective {Phrase.Brief(at)}" : $", {value.Work.Phase}";
            view.Report(new Progressed(value.Work.Done, value.Work.Steps,
                $"{Phrase.Brief(value.StepsPerSecond)} steps/s, {Phrase.Time(value.Remaining)} left{objective}"));
        }
    }
}
