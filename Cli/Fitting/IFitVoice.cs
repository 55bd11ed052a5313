namespace ProbBnn.Cli;

/// <summary>How a fit is told: to people or to machines.</summary>
internal interface IFitVoice
{
    /// <summary>The fit begins, or goes on.</summary>
    void Begin(PreparedFit fit);

    /// <summary>Does the work while telling of its progress.</summary>
    T Watch<T>(PreparedFit fit, Func<IProgress<FitProgress>, T> work);

    /// <summary>The fit has ended or was interrupted.</summary>
    /// <param name="record">What came of it.</param>
    /// <param name="run">Its folder.</param>
    /// <param name="diagnosis">How far it can be believed, or null where that was not found out.</param>
    void End(FitRecord record, RunFolder run, FitDiagnosis? diagnosis);
}
