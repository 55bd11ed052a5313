using ProbBnn.Cli.Reports;
using Xunit;

namespace ProbBnn.PropertyTests.Reports;

/// <summary>Whole pages from synthetic data. With PROBBNN_PREVIEW set to a folder they are left there, to be looked at.</summary>
public class PreviewTests
{
    public static TheoryData<string> Names => ["demo", "curves", "fields", "points", "bare"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pages_are_whole_and_stand_alone(string name)
    {
        string page = Page(name);
        Markup.AssertPage(page);
        if (Environment.GetEnvironmentVariable("PROBBNN_PREVIEW") is { Length: > 0 } folder)
        {
            ReportFile.Write(Path.Combine(folder, name + ".html"), page);
            ReportFile.Write(Path.Combine(folder, "sheet.svg"), Sheet());
        }
    }

    [Fact]
    public void A_figure_stands_alone_as_a_file_of_its_own() => Markup.AssertSvg(Sheet());

    private static string Page(string name) => (name switch
    {
        "demo" => DemoReport.Compose(SyntheticReports.Demo()),
        "curves" => RunReport.Compose(SyntheticReports.RunOfCurves()),
        "fields" => RunReport.Compose(SyntheticReports.RunOfFields()),
        "points" => RunReport.Compose(SyntheticReports.RunOfManyInputs()),
        _ => RunReport.Compose(SyntheticReports.RunOfOnePoint()),
    }).ToHtml();

    private static string Sheet() => PredictionGrid.Of(SyntheticReports.Demo().Predictions, 3, "x", "").ToSheet().ToSvg();
}
