using System.Text.Json;
using System.Text.RegularExpressions;
using ProbBnn.Cli;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Engines.LibTorch;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class CompareTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Out => folder.PathOf("ways");

    private JsonElement Methods() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "results.json"))).RootElement.GetProperty("methods");

    private JsonElement FitRecord(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, name, "run.json"))).RootElement;

    private string Compare(string more) =>
        $"compare --data {folder.One()} --inputs x --outputs y --hidden 3 --threads 1 --out {Out} {more}";

    /// <summary>Without a CUDA device, or without the library, there is no such engine.</summary>
    [Fact]
    public void A_comparison_whose_engine_cannot_be_opened_leaves_nothing()
    {
        Assert.SkipWhen(TorchEngines.IsCuda, "there is such an engine");
        ToolRun.Of(Compare("--inference map --steps 2 --engine libtorch:cuda")).Refused(ExitCode.Failure, "libtorch");
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void Methods_are_scored_on_the_same_points_and_what_cannot_work_is_left_out_with_the_reason()
    {
        var run = ToolRun.Of(Compare(
            "--inference nuts,mean-field,exact,map --steps 60 --warmup 20 --draws 20 --chains 2 --holdout 0.25 --seed 4")).Succeeded();
        var methods = Methods();
        Assert.Equal(["nuts", "mean-field", "exact", "map"], methods.EnumerateObject().Select(m => m.Name));
        Assert.Contains("no closed form", methods.GetProperty("exact").GetProperty("left_out").GetString()!, StringComparison.Ordinal);
        Assert.Contains("exact is left out", run.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Out, "exact")));
        foreach (string name in new[] { "nuts", "mean-field", "map" })
        {
            var scores = methods.GetProperty(name).GetProperty("per_output").GetProperty("y");
            Assert.All(["log_density_per_point", "rmse", "coverage_50", "coverage_90"], field =>
                Assert.True(double.IsFinite(scores.GetProperty(field).GetDouble())));
            var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, name, "run.json"))).RootElement;
            Assert.Equal(4UL, record.GetProperty("seeds").GetProperty("fit").GetUInt64());
        }
        var contexts = new[] { "nuts", "mean-field", "map" }
            .Select(name => FitFile.Load(Path.Combine(Out, name, "fit.pbnn")).Context).ToArray();
        Assert.All(contexts, context => Assert.Equal(contexts[0].Inputs.ToArray(), context.Inputs.ToArray()));
        Assert.Equal(18, contexts[0].Points);
        Assert.True(methods.GetProperty("mean-field").GetProperty("diagnosis").TryGetProperty("elbo", out _));
        string report = File.ReadAllText(Path.Combine(Out, "report.html"));
        Assert.All(["mean-field", "no closed form", "on points held out"], text => Assert.Contains(text, report, StringComparison.Ordinal));
        ToolRun.Of($"diagnose --run {Path.Combine(Out, "nuts")}").Succeeded();
    }

    [Fact]
    public void What_is_finished_is_not_run_again_and_what_was_interrupted_goes_on()
    {
        const string Options = "--inference map,mean-field --steps 120";
        var first = ToolRun.InterruptedAt("mean-field, 120 steps", Compare(Options));
        Assert.Equal(ExitCode.Interrupted, first.Code);
        Assert.Contains($"compare --out {Out} --resume", first.Error, StringComparison.Ordinal);
        byte[] map = File.ReadAllBytes(Path.Combine(Out, "map", "fit.pbnn"));
        ToolRun.Of(Compare(Options)).Refused(ExitCode.Usage, "exists already");
        ToolRun.Of($"compare --out {Out} --resume --steps 9").Refused(ExitCode.Usage, "--steps", "'120'");
        var second = ToolRun.Of($"compare --out {Out} --resume").Succeeded();
        Assert.Contains("map is finished and not run again", second.Error, StringComparison.Ordinal);
        Assert.Equal(map, File.ReadAllBytes(Path.Combine(Out, "map", "fit.pbnn")));
        var before = Methods().GetRawText();
        var third = ToolRun.Of($"compare --out {Out} --resume --json").Succeeded();
        Assert.Equal(before, Methods().GetRawText());
        Assert.Equal("probbnn.comparison-results/1", JsonDocument.Parse(third.Out).RootElement.GetProperty("schema").GetString());
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Every_posterior_is_drawn_side_by_side(int inputs)
    {
        string[] names = [.. new[] { "a", "b" }.Take(inputs)];
        string file = folder.Write("some.csv", $"{string.Join(',', names)},y\n" + string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"{string.Join(',', names.Select((_, n) => n == 0 ? i : i * 7 % 20))},{i % 5}\n")));
        string[] methods = ["map", "mean-field", "unitwise", "swag", "ensemble"];
        ToolRun.Of($"compare --data {file} --inputs {string.Join(',', names)} --outputs y --hidden 2 --threads 1 --out {Out} --steps 5 "
            + $"--inference {string.Join(',', methods)}").Succeeded();
        string report = File.ReadAllText(Path.Combine(Out, "report.html"));
        string[] titles = [.. Regex.Matches(report, "<text[^>]*>([^<]*)</text>").Select(m => m.Groups[1].Value)];
        Assert.All(methods, method => Assert.Contains(method, titles));
        Assert.Equal(inputs == 2 ? methods.Length : 0, titles.Count(title => title == "Predictive mean"));
    }

    [Fact]
    public void Every_output_has_its_figure()
    {
        string file = folder.Write("two.csv", "x,u,v\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},{i % 5},{i % 3}\n")));
        ToolRun.Of($"compare --data {file} --inputs x --outputs u,v --hidden 2 --threads 1 --out {Out} --steps 5 --inference map,swag").Succeeded();
        string report = File.ReadAllText(Path.Combine(Out, "report.html"));
        Assert.Contains("u as each posterior has it", report, StringComparison.Ordinal);
        Assert.Contains("v as each posterior has it", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_comparison_takes_moved_data_and_other_times()
    {
        const string Options = "--inference map,mean-field --steps 3000000 --minutes-each 0.002";
        ToolRun.Of(Compare(Options)).Succeeded();
        int Steps(string name) => FitRecord(name).GetProperty("outcome").GetProperty("steps").GetInt32();
        var before = (Steps("map"), Steps("mean-field"));
        Assert.Equal("bad", Methods().GetProperty("map").GetProperty("diagnosis").GetProperty("severity").GetString());
        string moved = folder.PathOf("moved.csv");
        File.Move(folder.PathOf("one.csv"), moved);
        ToolRun.Of($"compare --out {Out} --resume").Refused(ExitCode.Failure, "one.csv");
        ToolRun.Of($"compare --out {Out} --resume --data {moved}").Succeeded();
        Assert.Equal(before, (Steps("map"), Steps("mean-field")));
        ToolRun.Of($"compare --out {Out} --resume --data {moved} --minutes-each 0.001 --threads 2").Succeeded();
        Assert.True(Steps("map") > before.Item1 && Steps("mean-field") > before.Item2);
        string other = folder.One("other.csv", seed: 2);
        ToolRun.Of($"compare --out {Out} --resume --data {other}").Refused(ExitCode.Failure, "other.csv", "SHA-256");
    }

    [Fact]
    public void The_amortised_posterior_joins_where_there_is_a_run_of_train()
    {
        string tasks = folder.Long(tasks: 10), run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(tasks, run)).Succeeded();
        ToolRun.Of($"compare --data {tasks} --task task=t2 --run {run} --inference amortised,per-task,unitwise --steps 2 --out {Out}")
            .Succeeded();
        Assert.Equal(["amortised", "per-task", "unitwise"], Methods().EnumerateObject().Select(m => m.Name));
        Assert.All(Methods().EnumerateObject(), m => Assert.True(m.Value.GetProperty("diagnosis").TryGetProperty("elbo", out _)));
    }

    [Fact]
    public void Methods_with_networks_are_left_out_where_a_prior_was_saved_alone()
    {
        string tasks = folder.Long(tasks: 10), run = folder.PathOf("run"), prior = folder.PathOf("prior.pbnn");
        ToolRun.Of(Sample.Train(tasks, run)).Succeeded();
        ToolRun.Of($"model --run {run} --save-prior {prior} --json").Succeeded();
        ToolRun.Of($"compare --data {tasks} --task task=t2 --run {prior} --inference amortised,per-task,inducing --steps 2 --out {Out}")
            .Succeeded();
        foreach (string name in new[] { "amortised", "per-task" })
        {
            Assert.Contains(
                $"{name} needs inference networks", Methods().GetProperty(name).GetProperty("left_out").GetString()!, StringComparison.Ordinal);
        }
        Assert.True(Methods().GetProperty("inducing").GetProperty("diagnosis").TryGetProperty("elbo", out _));
    }

    [Theory]
    [InlineData("", "no methods are named")]
    [InlineData("--inference map,bogus", "amortised, exact")]
    [InlineData("--inference map,map", "each once")]
    [InlineData("--inference amortised,map", "--run")]
    [InlineData("--inference map --draws 3", "none of the methods")]
    [InlineData("--inference map --steps -1", "--steps")]
    [InlineData("--inference map --minutes-each 0", "--minutes")]
    public void Nonsense_options_are_bad_usage(string options, string part)
    {
        ToolRun.Of(Compare(options)).Refused(ExitCode.Usage, part);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void Bad_data_end_the_whole_and_leave_nothing()
    {
        string bad = folder.Write("bad.csv", "x,y\n1,2\n2,two\n");
        ToolRun.Of($"compare --data {bad} --inputs x --outputs y --inference map --out {Out}")
            .Refused(ExitCode.Failure, "row 3, column 'y'");
        Assert.False(Directory.Exists(Out));
        ToolRun.Of($"compare --out {Out} --resume").Refused(ExitCode.Failure, "there is no comparison");
    }
}
