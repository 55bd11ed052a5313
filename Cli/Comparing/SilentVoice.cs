namespace ProbBnn.Cli;

/// <summary>Tells nobody of a fit.</summary>
internal sealed class SilentVoice : IFitVoice, IProgress<FitProgress>
{
    public void Begin(PreparedFit fit)
    {
    }

    public T Watch<T>(PreparedFit fit, Func<IProgress<FitProgress>, T> work) => work(this);

    public void End(FitRecord record, RunFolder run, FitDiagnosis? diagnosis)
    {
    }

    public void Report(FitProgress value)
    {
    }
}
