namespace ProbBnn.Benchmarks;

/// <summary>One method on one family, under both priors.</summary>
/// <param name="Family">The family.</param>
/// <param name="Method">The method.</param>
/// <param name="Learned">Its fits under the learned prior.</param>
/// <param name="Fixed">Its fits under the fixed prior.</param>
internal sealed record PriorCell(string Family, string Method, IReadOnlyList<PriorRun> Learned, IReadOnlyList<PriorRun> Fixed)
{
    /// <summary>The cells of some fits: families and methods in the order in which they first occur.</summary>
    /// <param name="runs">The fits.</param>
    public static IReadOnlyList<PriorCell> Of(IReadOnlyList<PriorRun> runs)
    {
        string[] families = [.. runs.Select(r => r.Fit.Family).Distinct()], methods = [.. runs.Select(r => r.Fit.Method).Distinct()];
        return [.. families.SelectMany(_ => methods, (family, method) =>
        {
            var fits = runs.Where(r => (r.Fit.Family, r.Fit.Method) == (family, method)).OrderBy(r => r.Fit.Task).ToArray();
            return new PriorCell(
                family, method, [.. fits.Where(r => r.Fit.Prior == PriorFit.Learned)], [.. fits.Where(r => r.Fit.Prior == PriorFit.Fixed)]);
        })];
    }
}
