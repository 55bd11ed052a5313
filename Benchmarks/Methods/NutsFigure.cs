namespace ProbBnn.Benchmarks;

/// <summary>A run of the no-U-turn sampler on the reference set.</summary>
/// <param name="Sigma">Noise standard deviation.</param>
/// <param name="Chains">Chains.</param>
/// <param name="WarmUp">Iterations of warm-up.</param>
/// <param name="Draws">Draws of each chain.</param>
/// <param name="Cores">Cores that were used at most.</param>
/// <param name="Seconds">Wall time, warm-up and sampling.</param>
/// <param name="Gradients">Gradients that the chains used.</param>
/// <param name="CoreMicrosecondsPerGradient">Cores times wall time over gradients.</param>
/// <param name="MedianBulkEss">Median over the 25 inputs of the bulk effective sample size of f.</param>
/// <param name="EssPerSecond">The same over wall time, warm-up included.</param>
/// <param name="EssPerSecondOfSampling">The same over the share of wall time that the gradients after the warm-up have in all.</param>
/// <param name="LargestRhat">Over f at the inputs and the log density.</param>
/// <param name="Divergences">Divergent iterations after the warm-up.</param>
/// <param name="FirstMean">Mean of f at the first input.</param>
/// <param name="FirstMcse">Its Monte Carlo standard error.</param>
/// <param name="FirstStandardDeviation">Standard deviation of f at the first input.</param>
/// <param name="Means">Mean of f at each input.</param>
/// <param name="McseMeans">Their Monte Carlo standard errors.</param>
/// <param name="StandardDeviations">Standard deviation of f at each input.</param>
/// <param name="McseStandardDeviations">Their Monte Carlo standard errors.</param>
internal sealed record NutsFigure(
    double Sigma, int Chains, int WarmUp, int Draws, int Cores, double Seconds, long Gradients, double CoreMicrosecondsPerGradient,
    double MedianBulkEss, double EssPerSecond, double EssPerSecondOfSampling, double LargestRhat, int Divergences, double FirstMean,
    double FirstMcse, double FirstStandardDeviation, IReadOnlyList<double> Means, IReadOnlyList<double> McseMeans,
    IReadOnlyList<double> StandardDeviations, IReadOnlyList<double> McseStandardDeviations)
{
    /// <summary>How far the run is from another one; null where there is none.</summary>
    public NutsDifference? Difference { get; init; }
}
