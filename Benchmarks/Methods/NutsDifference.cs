namespace ProbBnn.Benchmarks;

/// <summary>How far two runs of a sampler are apart, in Monte Carlo standard errors of their differences.</summary>
/// <param name="LargestOfMeans">The largest over the inputs, of the mean of f.</param>
/// <param name="LargestOfStandardDeviations">The same of the standard deviation of f.</param>
internal sealed record NutsDifference(double LargestOfMeans, double LargestOfStandardDeviations)
{
    /// <summary>The difference of a run from another.</summary>
    public static NutsDifference Of(NutsFigure run, NutsFigure other) => new(
        Largest(run.Means, run.McseMeans, other.Means, other.McseMeans),
        Largest(run.StandardDeviations, run.McseStandardDeviations, other.StandardDeviations, other.McseStandardDeviations));

    private static double Largest(
        IReadOnlyList<double> values, IReadOnlyList<double> errors, IReadOnlyList<double> others, IReadOnlyList<double> otherErrors) =>
        values.Select((value, i) =>
            Math.Abs(value - others[i]) / Math.Sqrt(errors[i] * errors[i] + otherErrors[i] * otherErrors[i])).Max();
}
