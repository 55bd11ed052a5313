namespace ProbBnn.Benchmarks;

/// <summary>One method on one family, under both priors.</summary>
/// <param name="Family">The family.</param>
/// <param name="Method">The method.</param>
/// <param name="Effort">What it was allowed; several, where fits differ.</param>
/// <param name="Learned">Its fits under the learned prior.</param>
/// <param name="Fixed">Its fits under the fixed prior.</param>
internal sealed record PriorCell(
    string Family, string Method, string Effort, IReadOnlyList<PriorRun> Learned, IReadOnlyList<PriorRun> Fixed)
{
    /// <summary>The mean over tasks of how much larger the log density is under the learned prior; null without common tasks.</summary>
    public MeanWithError? Difference => MeanWithError.Of(
        Learned.Join(Fixed, l => l.Fit.Task, f => f.Fit.Task, (l, f) => l.LogDensity - f.LogDensity));

    /// <summary>The cells of some fits: families and methods in the order in which they first occur.</summary>
    /// <param name="runs">The fits.</param>
    public static IReadOnlyList<PriorCell> Of(IReadOnlyList<PriorRun> runs) =>
        [.. runs.Select(r => r.Fit.Family).Distinct().SelectMany(family => runs.Where(r => r.Fit.Family == family)
            .GroupBy(r => r.Fit.Method)
            .Select(g => new PriorCell(
                family, g.Key, string.Join("; ", g.Select(r => r.Fit.Effort).Distinct()),
                [.. g.Where(r => r.Fit.Prior == PriorFit.Learned)], [.. g.Where(r => r.Fit.Prior == PriorFit.Fixed)])))];
}
