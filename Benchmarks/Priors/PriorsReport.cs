using MathNet.Numerics.Statistics;

namespace ProbBnn.Benchmarks;

/// <summary>The tables and the figure of the study of priors.</summary>
internal static class PriorsReport
{
    /// <summary>The names of the files that are written.</summary>
    public const string TableName = "priors.md", FigureName = "priors.svg";

    /// <summary>Writes tables and figure.</summary>
    /// <param name="runs">The finished fits.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    public static void Write(IReadOnlyList<PriorRun> runs, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var prior in runs.GroupBy(r => (r.Fit.Family, r.Fit.Prior)))
        {
            OneOf.Value(prior.Select(r => r.Fit.Model), "prior", $"{prior.Key.Family}, {prior.Key.Prior}");
        }
        var cells = PriorCell.Of(runs);
        File.WriteAllText(Path.Combine(folder, TableName), Text(cells));
        File.WriteAllText(Path.Combine(folder, FigureName), PriorsFigure.Of(cells).ToSvg());
    }

    /// <summary>A table for every family as Markdown: a row a method and prior; means over tasks with their standard errors.</summary>
    /// <param name="cells">The methods of all families.</param>
    public static string Text(IReadOnlyList<PriorCell> cells) => string.Join('\n', cells.GroupBy(c => c.Family).Select(family =>
        $"{family.Key}\n\n" + new MarkdownTable(
            ["method", "prior", "log density", "MAE", "bound", "R-hat", "seconds", "tasks", "effort"],
            [.. family.SelectMany(cell => new[] { Row(cell, PriorFit.Learned, cell.Learned), Row(cell, PriorFit.Fixed, cell.Fixed) })
                .OfType<IReadOnlyList<string>>()])));

    private static IReadOnlyList<string>? Row(PriorCell cell, string prior, IReadOnlyList<PriorRun> runs) => runs.Count == 0 ? null :
    [
        cell.Method, prior, Mean(runs, r => r.LogDensity, 2), Mean(runs, r => r.Mae, 3), Mean(runs, r => r.Elbo, 1),
        Known(runs, r => r.Rhat) is { Length: > 0 } known ? FormattableString.Invariant($"{known.Median():F2}") : MarkdownTable.Missing,
        Seconds.Text(runs.Select(r => r.Seconds).Median()), $"{runs.Count}", OneOf.Value(runs.Select(r => r.Fit.Effort), "effort", $"{cell.Family}, {cell.Method}, {prior}"),
    ];

    private static string Mean(IEnumerable<PriorRun> runs, Func<PriorRun, double?> score, int decimals) =>
        MeanWithError.Of(Known(runs, score))?.Text(decimals) ?? MarkdownTable.Missing;

    private static double[] Known(IEnumerable<PriorRun> runs, Func<PriorRun, double?> score) => [.. runs.Select(score).OfType<double>()];
}
