using ProbBnn.Benchmarks;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Reports;
using Xunit;

namespace ProbBnn.PropertyTests.Benchmarks;

/// <summary>Tables and figure from given fits, reckoned by hand.</summary>
public class StudyReportTests
{
    private static readonly PriorRun[] Runs =
    [
        Run("teeth", PriorFit.Learned, "nuts", 0, 1.0, 0.1, 1.01, 2) with { Elbo = -4 },
        Run("teeth", PriorFit.Learned, "nuts", 1, 3.0, 0.3, 1.03, 4),
        Run("teeth", PriorFit.Fixed, "nuts", 1, 0.5, 0.9, 2.5, 30), Run("teeth", PriorFit.Fixed, "nuts", 0, 0.0, 0.7, 2.5, 30),
        Run("teeth", PriorFit.Learned, "amortised", 0, 0.25, 0.2, null, 0.004), Run("steps", PriorFit.Fixed, "map", 0, -7, 1, null, 0.5),
    ];

    [Fact]
    public void A_row_of_the_table_has_means_standard_errors_and_what_is_missing()
    {
        string[] lines = PriorsReport.Text(PriorCell.Of(Runs)).Split('\n');
        // Means 2 and 0.25; standard errors sqrt(2) / sqrt(2) = 1 and sqrt(0.125) / sqrt(2) = 0.25.
        Assert.Contains("| nuts | learned | 2.00 ± 1.00 | 0.200 ± 0.100 | -4.0 | 1.02 | 3.0 | 2 | 4 x (200 + 200) |", lines);
        Assert.Contains("| nuts | fixed | 0.25 ± 0.25 | 0.800 ± 0.100 | - | 2.50 | 30 | 2 | 4 x (200 + 200) |", lines);
        Assert.Contains("| amortised | learned | 0.25 | 0.200 | - | - | 0.004 | 1 | 4 x (200 + 200) |", lines);
        Assert.Contains("| map | fixed | -7.00 | 1.000 | - | - | 0.50 | 1 | 4 x (200 + 200) |", lines);
        Assert.Equal(
            ["nuts", "nuts", "amortised", "map"],
            lines.Where(l => l.Contains(" x ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]));
        Assert.Equal(["teeth", "steps"], lines.Where(l => l.Length > 0 && l[0] != '|'));
    }

    [Fact]
    public void The_figure_stands_alone_and_names_every_method_in_every_chart()
    {
        var sheet = PriorsFigure.Of(PriorCell.Of(Runs));
        Markup.AssertSvg(sheet.ToSvg());
        var charts = sheet.Draw().Elements(SvgNode.Namespace + "svg").Where(e => e.Attribute("role") is not null).ToArray();
        Assert.Equal(2, charts.Length);
        Assert.All(charts, chart =>
        {
            var texts = chart.Descendants(SvgNode.Namespace + "text").Select(t => t.Value).ToArray();
            Assert.All(new[] { "nuts", "amortised", "map" }, name => Assert.Contains(name, texts));
        });
        Assert.Equal([3, 1], charts.Select(chart => chart.Descendants(SvgNode.Namespace + "circle").Count()));
    }

    [Fact]
    public void Sets_are_rows_and_methods_columns()
    {
        TabularRun Of(string set, int split, string method, double density, double error) =>
            new(new TabularFit(set, split, method, "10 steps"), 90, density, error, 0, 1, 12.4);
        string text = TabularReport.Text(
            [Of("yacht", 0, "nuts", -1, 0.1), Of("yacht", 1, "nuts", -2, 0.1), Of("power", 0, "map", -3, 40)]);
        Assert.Contains(
            "| set | rows | nuts | map |\n| --- | ---: | ---: | ---: |\n"
            + "| yacht | 90 | -1.50 ± 0.50 | - |\n| power | 90 | - | -3.00 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| yacht | 90 | 0.1000 ± 0.0000 | - |\n| power | 90 | - | 40.00 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| yacht | 90 | 12 | - |\n", text, StringComparison.Ordinal);
    }

    /// <summary>A mean over fits that were made in different ways would be of nothing.</summary>
    [Fact]
    public void Fits_of_a_cell_that_differ_in_effort_or_prior_are_refused()
    {
        TabularRun Of(int split, string effort) => new(new TabularFit("yacht", split, "map", effort), 90, -1, 1, 0, 1, 12);
        var refused = Assert.Throws<DataException>(() => TabularReport.Text([Of(0, "10 steps"), Of(1, "20 steps")]));
        Assert.Contains("10 steps; 20 steps", refused.Message, StringComparison.Ordinal);
        using var folder = new TempFolder();
        PriorRun[] mixed = [Runs[0], Runs[1] with { Fit = Runs[1].Fit with { Model = "another" } }];
        Assert.Contains("hash; another", Assert.Throws<DataException>(() => PriorsReport.Write(mixed, folder.Folder)).Message, StringComparison.Ordinal);
    }

    private static PriorRun Run(
        string family, string prior, string method, int task, double density, double error, double? rhat, double seconds) =>
        new(new PriorFit(family, prior, method, "4 x (200 + 200)", task, "hash"), 5, density, error, null, rhat, seconds);
}
