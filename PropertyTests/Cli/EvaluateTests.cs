using System.Globalization;
using System.Text.Json;
using ProbBnn.Cli;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class EvaluateTests : IDisposable
{
    private static readonly string[] Fields = ["log_density_per_point", "joint_log_density_per_task", "rmse", "mae", "crps", "coverage_90"];
    private readonly TempFolder folder = new();
    private readonly string file;
    private readonly string run;

    public EvaluateTests()
    {
        file = folder.Long();
        run = folder.PathOf("run");
    }

    public void Dispose() => folder.Dispose();

    private JsonElement Evaluate(string options, string? data = null)
    {
        string json = folder.PathOf("e.json");
        ToolRun.Of($"evaluate --run {run} {data ?? Sample.Data(file)} --samples 7 --json {json} {options}").Succeeded();
        return JsonDocument.Parse(File.ReadAllText(json)).RootElement;
    }

    [Fact]
    public void The_document_has_its_fields_and_units_agree()
    {
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        var json = Evaluate("--context-fraction 0.4 --seed 3");
        Assert.Equal("probbnn.evaluation/1", json.GetProperty("schema").GetString());
        Assert.Equal(8, json.GetProperty("tasks").GetInt32());
        Assert.Equal(0.4, json.GetProperty("context_fraction").GetDouble());
        Assert.Equal(7, json.GetProperty("samples").GetInt32());
        Assert.Equal(3UL, json.GetProperty("seed").GetUInt64());
        int points = File.ReadAllLines(file).Length - 1;
        int context = Enumerable.Range(0, 8).Sum(t => Math.Max(1, (int)Math.Floor(0.4 * (4 + t % 3))));
        Assert.Equal(points - context, json.GetProperty("target_points").GetInt32());
        foreach (var place in new[] { json, json.GetProperty("standardised") })
        {
            var named = place.TryGetProperty("per_output", out var outputs) ? outputs.GetProperty("y") : place.GetProperty("y");
            Assert.All(Fields, field => Assert.Equal(place.GetProperty(field).GetDouble(), named.GetProperty(field).GetDouble()));
            Assert.Equal(Fields, named.EnumerateObject().Select(p => p.Name));
        }
        var own = json.GetProperty("per_output").GetProperty("y");
        var standard = json.GetProperty("standardised").GetProperty("y");
        double scale = own.GetProperty("rmse").GetDouble() / standard.GetProperty("rmse").GetDouble();
        double y = Spread();
        Assert.Equal(y, scale, 1e-9);
        Assert.Equal(
            standard.GetProperty("log_density_per_point").GetDouble() - Math.Log(scale),
            own.GetProperty("log_density_per_point").GetDouble(), 1e-9);
        var spread = json.GetProperty("by_task").GetProperty("standardised").GetProperty("y").GetProperty("rmse");
        Assert.StartsWith("t", spread.GetProperty("worst_task").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Held_out_tasks_are_evaluated_alone_unless_told_otherwise_and_trained_ones_never_without_a_warning()
    {
        ToolRun.Of(Sample.Train(file, run, "--steps 2 --holdout 0.25")).Succeeded();
        string line = $"evaluate --run {run} --samples 3 ";
        Assert.Contains("2 tasks, ", ToolRun.Of(line + Sample.Data(file)).Succeeded().Out, StringComparison.Ordinal);
        var all = ToolRun.Of(line + Sample.Data(file) + " --all-tasks").Succeeded();
        Assert.Contains("8 tasks, ", all.Out, StringComparison.Ordinal);
        Assert.Contains("warning: 6 of the 8 tasks were trained on", all.Error, StringComparison.Ordinal);
        var trained = ToolRun.Of(line + Sample.Data(file) + $" --tasks-from {Path.Combine(run, "training.csv")}").Succeeded();
        Assert.Contains("warning: 6 of the 6 tasks were trained on", trained.Error, StringComparison.Ordinal);
        var other = ToolRun.Of(line + Sample.Data(folder.Long("new.csv", 5, 4))).Succeeded();
        Assert.Contains("5 tasks, ", other.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("trained on", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Splits_of_a_file_give_the_same_scores_as_the_same_splits_drawn()
    {
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        string splits = folder.Write("s.csv", "task,point,role\nt0,0,context\nt0,1,target\nt1,2,target\nt1,0,target\n");
        var json = Evaluate($"--splits {splits}");
        Assert.Equal(2, json.GetProperty("tasks").GetInt32());
        Assert.Equal(3, json.GetProperty("target_points").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("context_fraction").ValueKind);
        ToolRun.Of($"evaluate --run {run} {Sample.Data(file)} --splits {splits} --context-fraction 0.3")
            .Refused(ExitCode.Usage, "--context-fraction", "--splits");
        ToolRun.Of($"evaluate --run {run} {Sample.Data(file)} --context-fraction 1").Refused(ExitCode.Usage, "--context-fraction");
        string wrong = folder.Write("w.csv", "task,point,role\nt0,99,context\n");
        ToolRun.Of($"evaluate --run {run} {Sample.Data(file)} --splits {wrong}").Refused(ExitCode.Failure, "row 2");
    }

    [Fact]
    public void Json_alone_goes_to_standard_output_and_the_process_file_is_enough()
    {
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        string alone = folder.PathOf("alone.pbnn");
        File.Copy(Path.Combine(run, "process.pbnn"), alone);
        var first = ToolRun.Of($"evaluate --run {run} {Sample.Data(file)} --samples 5 --json -").Succeeded();
        var second = ToolRun.Of($"evaluate --run {alone} {Sample.Data(file)} --samples 5 --json -").Succeeded();
        Assert.Equal(first.Out, second.Out);
        Assert.Equal(8, JsonDocument.Parse(first.Out).RootElement.GetProperty("tasks").GetInt32());
    }

    [Fact]
    public void An_integrated_last_layer_scores_targets_of_a_task_together()
    {
        ToolRun.Of(Sample.Train(file, run, "--steps 2 --integrate-last-layer")).Succeeded();
        var json = Evaluate("");
        Assert.True(double.IsFinite(json.GetProperty("joint_log_density_per_task").GetDouble()));
        var standard = json.GetProperty("standardised");
        double targetsATask = json.GetProperty("target_points").GetDouble() / 8;
        Assert.Equal(
            standard.GetProperty("joint_log_density_per_task").GetDouble() - targetsATask * Math.Log(Spread()),
            json.GetProperty("joint_log_density_per_task").GetDouble(), 1e-9);
    }

    [Fact]
    public void Baselines_are_fitted_to_the_training_tasks()
    {
        string grid = folder.Write("grid.csv", "point,x\n0,0\n1,0.5\n2,2\n3,3\n");
        double[] x = [0, 0.5, 2, 3];
        string values = folder.Write("v.csv", "task,p0,p1,p2,p3\n" + string.Concat(Enumerable.Range(0, 10).Select(t =>
            $"{t},{string.Join(',', x.Select(v => Math.Sin(t + v).ToString("R", CultureInfo.InvariantCulture)))}\n")));
        string data = $"--grid {grid} --values y={values}";
        ToolRun.Of($"train {data} --hidden 3 --samples 2 --batch 2 --steps 2 --holdout 0.2 --out {run}").Succeeded();
        var json = Evaluate("--baselines", data);
        Assert.Equal(2, json.GetProperty("tasks").GetInt32());
        Assert.Equal(
            ["gp_rbf", "gp_matern32", "empirical_gaussian"], json.GetProperty("baselines").EnumerateObject().Select(p => p.Name));
        Assert.All(json.GetProperty("baselines").EnumerateObject(), p =>
            Assert.True(double.IsFinite(p.Value.GetProperty("standardised").GetProperty("y").GetProperty("crps").GetDouble())));
    }

    [Fact]
    public void Data_with_other_columns_than_the_run_are_refused()
    {
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        string other = folder.Write("o.csv", File.ReadAllText(file).Replace("task,group,x,y", "task,group,x,z", StringComparison.Ordinal));
        ToolRun.Of($"evaluate --run {run} --tasks {other} --task task --inputs x --outputs z")
            .Refused(ExitCode.Failure, "outputs z", "outputs y");
    }

    private double Spread()
    {
        double[] y = [.. File.ReadAllLines(file)[1..].Select(row => double.Parse(row.Split(',')[3], CultureInfo.InvariantCulture))];
        return Math.Sqrt(y.Average(v => v * v) - y.Average() * y.Average());
    }
}
