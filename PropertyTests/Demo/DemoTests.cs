using ProbBnn.Cli;
using ProbBnn.Cli.Reports;
using ProbBnn.Hosting;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Reports;
using Xunit;

namespace ProbBnn.PropertyTests.Demo;

/// <summary>The demo from settings to report.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_demo_goes_through_all_its_parts_and_its_report_has_all_sections()
    {
        using var output = new StringWriter();
        var host = new ToolHost(output, output, IsTerminal: false, CancellationToken.None);
        var place = new DemoFolder(folder.PathOf("made/demo"));
        Assert.Equal(ExitCode.Success, DemoCommand.Run(SmallDemo.Settings, new EngineKind.Managed(), place, host));
        var page = Markup.AssertPage(File.ReadAllText(place.Report));
        string[] headings = [.. page.Descendants().Where(e => e.Name.LocalName == "h2").Select(e => e.Value)];
        Assert.Equal(
            ["The idea", "What it learned to expect", "Predictions on curves never seen", "Is its uncertainty honest?",
                "Does learning the prior help?", "How it was trained", "Now with your own data"], headings);
        var drawings = page.Descendants().Where(e => e.Name.LocalName == "svg");
        Assert.Equal(3 + 6 + 2 + 2, drawings.Count(e => Class(e).StartsWith("chart", StringComparison.Ordinal)));
        Assert.Equal(4, page.Descendants().Single(e => e.Name.LocalName == "tbody").Elements().Count());
        Markup.AssertSvg(File.ReadAllText(place.Picture));
        Assert.Equal(2, Directory.GetFiles(place.Path).Length);
        string printed = output.ToString();
        Assert.All(["the prior fixed: done", "Learned prior (BNNP)", "N(0, 1/K)", "RBF", "Matérn", place.Report, place.Picture],
            part => Assert.Contains(part, printed, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_seed_gives_the_same_table_for_any_number_of_threads_and_another_seed_another()
    {
        var first = SmallDemo.Run(SmallDemo.Settings);
        var second = SmallDemo.Run(SmallDemo.Settings, threads: 3);
        Assert.Equal(first.Scores, second.Scores);
        Assert.Equal(DemoPage.Picture(first), DemoPage.Picture(second));
        Assert.NotEqual(first.Scores[0], SmallDemo.Run(SmallDemo.Settings with { Seed = 2 }).Scores[0]);
    }

    [Fact]
    public void What_is_shown_is_what_it_says()
    {
        var result = SmallDemo.Run(SmallDemo.Settings);
        Assert.Equal([1, 5, 20, 1, 5, 20], result.Predictions.Select(p => p.Context.Xs.Count));
        Assert.All(result.Predictions.Chunk(3), row => Assert.All(row.Zip(row.Skip(1)), pair =>
            Assert.Equal(pair.First.Context.Xs, pair.Second.Context.Xs.Take(pair.First.Context.Xs.Count))));
        Assert.All(result.Predictions, p => Assert.All(p.Targets.Xs.Zip(p.Targets.Ys), point =>
            Assert.Contains(p.Truth!.Ys.Zip(p.Truth.Xs), near => Math.Abs(near.Second - point.First) <= 0.1)));
        var training = result.Training[0];
        Assert.Equal(30, training.Steps.Count);
        Assert.Equal([10, 20, 30], training.ValidationSteps);
        Assert.Equal(result.Calibration.Coverage(0.9), result.Scores[0].Coverage90!.Value, 1e-12);
    }

    [Fact]
    public void Cancelling_ends_it_in_any_part() => Assert.All(Enum.GetValues<DemoStage>(), stage =>
    {
        using var source = new CancellationTokenSource();
        var stop = new Told(p =>
        {
            if (p.Stage == stage)
            {
                source.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => SmallDemo.Run(SmallDemo.Settings, 1, stop, source.Token));
    });

    private static string Class(System.Xml.Linq.XElement element) => element.Attribute("class")?.Value ?? "";

    private sealed class Told(Action<DemoProgress> tell) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => tell(value);
    }
}
