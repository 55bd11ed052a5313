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
        var cells = PriorCell.Of(runs);
        File.WriteAllText(Path.Combine(folder, TableName), Text(cells));
        File.WriteAllText(Path.Combine(folder, FigureName), PriorsFigure.Of(cells).ToSvg());
    }

    /// <summary>A table for every family as Markdown: a row a method; means over tasks with their standard errors.</summary>
    /// <param name="cells">The methods of all families.</param>
    public static string Text(IReadOnlyList<PriorCell> cells) => string.Join('\n', cells.GroupBy(c => c.Family).Select(family =>
        $"{family.Key}\n\n" + new MarkdownTable(
            ["method", "effort", "tasks", "log density, learned", "log density, fixed", "difference", "MAE, learned", "MAE, fixed",
                "R-hat, learned", "R-hat, fixed", "seconds, learned", "seconds, fixed"],
            [.. family.Select(Row)])));

    private static IReadOnlyList<string> Row(PriorCell cell) =>
    [
        cell.Method, cell.Effort, $"{Math.Max(cell.Learned.Count, cell.Fixed.Count)}",
        Mean(cell.Learned, r => r.LogDensity, 2), Mean(cell.Fixed, r => r.LogDensity, 2), cell.Difference?.Text(2) ?? MarkdownTable.Missing,
        Mean(cell.Learned, r => r.Mae, 3), Mean(cell.Fixed, r => r.Mae, 3), Median(cell.Learned), Median(cell.Fixed),
        Time(cell.Learned), Time(cell.Fixed),
    ];

    private static string Mean(IEnumerable<PriorRun> runs, Func<PriorRun, double> score, int decimals) =>
        MeanWithError.Of(runs.Select(score))?.Text(decimals) ?? MarkdownTable.Missing;

    private static string Median(IEnumerable<PriorRun> runs)
    {
        double[] known = [.. runs.Where(r => r.Rhat is not null).Select(r => r.Rhat!.Value)];
        return known.Length == 0 ? MarkdownTable.Missing : FormattableString.Invariant($"{known.Median():F2}");
    }

    private static string Time(IReadOnlyList<PriorRun> runs) =>
        runs.Count == 0 ? MarkdownTable.Missing : Seconds.Text(runs.Select(r => r.Seconds).Median());
}
