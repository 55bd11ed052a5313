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
        $"Log density of a test row\n\n{Table(runs, cell => MeanWithError.Of(cell.Select(r => r.LogDensity))!.Text(2))}",
        $"Root mean squared error\n\n{Table(runs, cell => Error(cell))}",
        $"Median seconds of a fit\n\n{Table(runs, cell => Seconds.Text(cell.Select(r => r.Seconds).Median()))}",
        $"Effort\n\n{Table(runs, cell => OneOf.Value(cell.Select(r => r.Fit.Effort), "effort", $"{cell[0].Fit.Set}, {cell[0].Fit.Method}"))}");

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

    /// <summary>Four decimals of errors that are small, two of others.</summary>
    private static string Error(TabularRun[] cell)
    {
        var mean = MeanWithError.Of(cell.Select(r => r.Rmse))!;
        return mean.Text(mean.Mean < 0.2 ? 4 : 2);
    }
}
