namespace ProbBnn.Cli;

/// <summary>Tells of the fits of a comparison, a line at the beginning and one at the end of each.</summary>
internal sealed class CompareVoice(ToolHost host) : IFitVoice
{
    public void Begin(PreparedFit fit)
    {
        host.Out.WriteLine($"{FitFacts.Sentence(fit.Method)}{FitFacts.Time(fit)}"
            + (fit.Record.Outcome.Steps > 0 ? $", going on after step {Phrase.Whole(fit.Record.Outcome.Steps)}" : ""));
        host.Out.Flush();
    }

    public T Watch<T>(PreparedFit fit, Func<IProgress<FitProgress>, T> work) => new FitTextVoice(host).Watch(fit, work);

    public void End(FitRecord record, RunFolder run, FitDiagnosis? diagnosis)
    {
        string time = Phrase.Time(TimeSpan.FromSeconds(record.Outcome.Seconds));
        host.Out.WriteLine($"{record.Inference}: {record.Status.ToString().ToLowerInvariant()} after {time}"
            + (diagnosis is null ? "" : $"; {DiagnosisText.Line(diagnosis)}"));
        host.Out.Flush();
    }
}
