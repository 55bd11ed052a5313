using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>Data that are unusual but fine.</summary>
public sealed class LegitimateInputTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Constant_outputs_blank_outputs_and_tasks_of_one_point_are_told_and_trained_on()
    {
        string file = folder.Write("c.csv", "task,x,y\na,1,5\na,2,5\na,3,\nb,1,5\nc,1,5\nc,4,5\nd,1,\n");
        var run = ToolRun.Of(Sample.Train(file, folder.PathOf("run"))).Succeeded();
        Assert.Contains("warning: the output 'y' is 5 at every point", run.Error, StringComparison.Ordinal);
        Assert.Contains("note: 2 points without outputs were left out", run.Error, StringComparison.Ordinal);
        Assert.Contains("note: 1 task has no observed point", run.Error, StringComparison.Ordinal);
        Assert.Contains("note: 1 task has a single point", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"1 task has a single point\"", File.ReadAllText(folder.PathOf("run/run.json")), StringComparison.Ordinal);
        var scored = ToolRun.Of($"evaluate --run {folder.PathOf("run")} {Sample.Data(file)} --samples 5").Succeeded();
        Assert.Contains("2 tasks, 2 target points", scored.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_inputs_and_two_outputs()
    {
        string file = folder.Write("two.csv", "id,a,b,u,v\n" + string.Join('\n', Enumerable.Range(0, 24).Select(i =>
            FormattableString.Invariant($"{i / 4},{i % 4},{i * i % 7},{i % 5},{i % 3}"))) + "\n");
        string data = $"--tasks {file} --task id --inputs a,b --outputs u,v";
        ToolRun.Of($"train {data} --hidden 3 --samples 2 --batch 2 --steps 3 --out {folder.PathOf("run")}").Succeeded();
        ToolRun.Of($"evaluate --run {folder.PathOf("run")} {data} --samples 5 --json {folder.PathOf("e.json")}").Succeeded();
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder.PathOf("e.json")));
        Assert.False(json.RootElement.TryGetProperty("rmse", out _));
        Assert.Equal(["u", "v"], json.RootElement.GetProperty("per_output").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["u", "v"], json.RootElement.GetProperty("standardised").EnumerateObject().Select(p => p.Name));
    }
}
