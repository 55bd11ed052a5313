using MathNet.Numerics.Statistics;

namespace ProbBnn.Benchmarks;

/// <summary>The tables of the study of tables: a row a set, a column a method.</summary>
internal static class TabularReport
{
    /// <summary>The name of the file that is written.</summary>
    public const string FileName = "tabular.md";

    /// <summary>Writes the tables.</summary>
    /// <param name="runs">The finished fits.</param>
    /// <param name="folder">The folder, made where it is missing.</param>
    public static void Write(IReadOnlyList<TabularRun> runs, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName), Text(runs));
    }

    /// <summary>The tables as Markdown: log density and error, means over splits with their standard errors; seconds; effort.</summary>
    /// <param name="runs">The finished fits.</param>
    public static string Text(IReadOnlyList<TabularRun> runs) => string.Join('\n',
        $"Log density of a test row\n\n{Table(runs, cell => Mean(cell, r => r.LogDensity))}",
        $"Root mean squared error\n\n{Table(runs, cell => Mean(cell, r => r.Rmse))}",
        $"Median seconds of a fit\n\n{Table(runs, cell => Seconds.Text(cell.Select(r => r.Seconds).Median()))}",
        $"Effort\n\n{Table(runs, cell => string.Join("; ", cell.Select(r => r.Fit.Effort).Distinct()))}");

    private static MarkdownTable Table(IReadOnlyList<TabularRun> runs, Func<TabularRun[], string> cell)
    {
        string[] sets = [.. runs.Select(r => r.Fit.Set).Distinct()], methods = [.. runs.Select(r => r.Fit.Method).Distinct()];
        return new MarkdownTable(
            ["set", "rows", .. methods],
            [.. sets.Select(set => (IReadOnlyList<string>)[
                set, $"{runs.First(r => r.Fit.Set == set).Rows}",
                .. methods.Select(method => runs.Where(r => (r.Fit.Set, r.Fit.Method) == (set, method)).ToArray())
                    .Select(fits => fits.Length == 0 ? MarkdownTable.Missing : cell(fits)),
            ])]);
    }

    /// <summary>Three significant digits of errors that are small, two decimals of others.</summary>
    private static string Mean(TabularRun[] cell, Func<TabularRun, double> score)
    {
        var mean = MeanWithError.Of(cell.Select(score))!;
        return mean.Text(Math.Abs(mean.Mean) < 0.2 ? 4 : 2);
    }
}
