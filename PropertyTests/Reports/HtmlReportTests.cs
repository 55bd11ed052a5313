using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Reports;

public class HtmlReportTests
{
    private const string Hostile = "<img src=x onerror=alert(1)> & \"'\u0007 </style><script>";

    [Fact]
    public void Hostile_names_stay_text_wherever_they_stand()
    {
        var data = SyntheticReports.RunOfFields();
        var report = RunReport.Compose(data with
        {
            DataName = Hostile,
            Summary = Hostile,
            KeyNumbers = [new KeyNumber(Hostile, Hostile)],
            Warnings = [Hostile],
            Data = [new Fact(Hostile, Hostile)],
            Model = new ReportTable(Hostile, [TableColumn.Words(Hostile)], [[new TableCell.Words(Hostile)]], Hostile),
            ObjectiveName = Hostile,
            InputLabels = [Hostile, Hostile],
            OutputLabel = Hostile,
            Fields = [data.Fields[0] with { Title = Hostile }],
            Scores = [new ModelScore(Hostile, 1, null, 1, null, 0.9)],
            Provenance = new Provenance(Hostile, Hostile, ulong.MaxValue, Hostile, TimeSpan.FromHours(30)),
        }).With(new ReportSection(Hostile, [new Block.Verbatim(Hostile + "\n" + Hostile), new Block.Paragraph(Hostile, Hostile)]));
        var root = Markup.AssertPage(report.ToHtml());
        Assert.Contains(root.Descendants(), e => e.Name.LocalName == "h1" && e.Value.Contains("<img src=x", StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_and_tables_are_counted_each_from_one()
    {
        var table = ScoreTable.Of([new ModelScore("a", 1, null, 1, null, 1)], "t");
        var figure = CalibrationFigures.Of(new Calibration([0.5]), "f");
        var report = HtmlReport.Of("", "t", "")
            .With(new ReportSection("one", []).Figure(figure).Table(table))
            .With(new ReportSection("two", []).Table(table).Paragraph("p").Figure(figure));
        string[] counts = [.. Markup.AssertPage(report.ToHtml()).Descendants()
            .Where(e => (string?)e.Attribute("class") == "count").Select(e => e.Value)];
        Assert.Equal(["Figure 1", "Table 1", "Table 2", "Figure 2"], counts);
    }

    [Fact]
    public void Elements_that_hold_nothing_are_closed_as_html_asks()
    {
        var table = new ReportTable("t", [TableColumn.Words("a")], [[new TableCell.Words("")]]);
        string page = HtmlReport.Of("", "", "").With(new ReportSection("", [new Block.Table(table)])).ToHtml();
        Assert.Contains("<td></td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2 />", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_replaces_the_old_one_and_leaves_nothing_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory("probbnn-report-").FullName;
        try
        {
            string path = Path.Combine(folder, "new", "report.html");
            ReportFile.Write(path, "old");
            ReportFile.Write(path, "new – ü");
            Assert.Equal("new – ü", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_unwritable_place_is_named_in_one_line_and_nothing_is_left()
    {
        string folder = Directory.CreateTempSubdirectory("probbnn-report-").FullName;
        try
        {
            string file = Path.Combine(folder, "file");
            File.WriteAllText(file, "x");
            foreach (string path in new[] { folder, Path.Combine(file, "report.html"), Path.Combine(folder, "a\0b"),
                Path.Combine(folder, new string('x', 300)) })
            {
                var error = Assert.Throws<DataException>(() => ReportFile.Write(path, "text"));
                Assert.Equal(path, error.Problem.Where);
                Assert.DoesNotContain('\n', error.Message);
            }
            Assert.Throws<DataException>(() => ReportFile.Write(" ", "text"));
            Assert.Equal([file], Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
