using System.Globalization;
using System.Text.Json;
using ProbBnn.Cli;
using ProbBnn.Dsl;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>What is done with the run of a fit: predict, evaluate, diagnose.</summary>
public sealed class FitUseTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string file;
    private readonly string run;

    public FitUseTests()
    {
        file = folder.One();
        run = folder.PathOf("fit");
    }

    public void Dispose() => folder.Dispose();

    private JsonElement Diagnosis(string inference, string name, string more = "")
    {
        string to = folder.PathOf(name);
        ToolRun.Of(Sample.Fit(file, to, inference)).Succeeded();
        return JsonDocument.Parse(ToolRun.Of($"diagnose --run {to} --json {more}").Succeeded().Out).RootElement;
    }

    [Fact]
    public void Predictions_are_those_of_the_posterior()
    {
        ToolRun.Of(Sample.Fit(file, run, "--inference nuts --warmup 30 --draws 30 --chains 2")).Succeeded();
        string at = folder.Write("at.csv", "x\n0.5\n-1\n9\n"), to = folder.PathOf("p.csv");
        var told = ToolRun.Of($"predict --run {run} --at {at} --out {to} --samples 60 --functions 2").Succeeded();
        Assert.Contains("1 of 3 points lie outside", told.Error, StringComparison.Ordinal);
        using var engine = ProbBnn.Engines.Managed.ManagedEngine.Double();
        var expected = FitFile.Load(Path.Combine(run, "fit.pbnn")).Posterior(engine).Predict([0.5, -1, 9], 60, 1);
        string[][] rows = [.. File.ReadAllLines(to).Select(row => row.Split(','))];
        Assert.Equal(["x", "y_mean", "y_sd", "y_epistemic_sd", "y_q05", "y_q50", "y_q95"], rows[0]);
        for (int p = 0; p < 3; p++)
        {
            Assert.Equal(expected.Mean(p), double.Parse(rows[p + 1][1], CultureInfo.InvariantCulture));
            Assert.Equal(expected.Quantile(p, 0, 0.95), double.Parse(rows[p + 1][6], CultureInfo.InvariantCulture));
        }
        Assert.Equal(1 + 3 * 2, File.ReadAllLines(folder.PathOf("p.functions.csv")).Length);
        ToolRun.Of($"predict --run {run} --at {at} --context {file} --out {to}").Refused(ExitCode.Usage, "--context", "of a fit");
        ToolRun.Of($"predict --run {run} --at {at} --out {Path.Combine(run, "fit.pbnn")}").Refused(ExitCode.Usage, "fit.pbnn");
        string before = File.ReadAllText(file);
        ToolRun.Of($"predict --run {run} --at {at} --out {file}").Refused(ExitCode.Usage, "would be replaced");
        Assert.Equal(before, File.ReadAllText(file));
    }

    /// <summary>Numbers at the end of the range leave no room for margins: refused before anything is fitted or written.</summary>
    [Theory, InlineData("1e308", "-1e308"), InlineData("1e308", "2")]
    public void Inputs_that_numbers_cannot_span_are_refused(string one, string other)
    {
        string wide = folder.Write("wide.csv", $"x,y\n{one},1\n{other},2\n0,1.5\n");
        ToolRun.Of(Sample.Fit(wide, run, "--inference map --steps 5")).Refused(ExitCode.Failure, "too large", "'x'");
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void Further_points_are_scored_in_both_units()
    {
        ToolRun.Of(Sample.Fit(file, run, "--inference mean-field --steps 20")).Succeeded();
        string further = folder.One("further.csv", seed: 3);
        var told = ToolRun.Of($"evaluate --run {run} --data {further} --samples 20 --json -").Succeeded();
        var json = JsonDocument.Parse(told.Out).RootElement;
        Assert.Equal("probbnn.evaluation/1", json.GetProperty("schema").GetString());
        Assert.Equal(24, json.GetProperty("target_points").GetInt32());
        var state = FitFile.Load(Path.Combine(run, "fit.pbnn"));
        double scale = state.Frame.OutputScales[0];
        Assert.Equal(scale * json.GetProperty("standardised").GetProperty("rmse").GetDouble(), json.GetProperty("rmse").GetDouble(), 1e-12);
        Assert.Equal(
            json.GetProperty("standardised").GetProperty("joint_log_density_per_task").GetDouble() - 24 * Math.Log(scale),
            json.GetProperty("joint_log_density_per_task").GetDouble(), 1e-9);
        Assert.DoesNotContain("in-sample", told.Error, StringComparison.Ordinal);
        Assert.Contains("in-sample", ToolRun.Of($"evaluate --run {run} --data {file}").Succeeded().Error, StringComparison.Ordinal);
        ToolRun.Of($"evaluate --run {run}").Refused(ExitCode.Usage, "--data");
        ToolRun.Of($"evaluate --run {run} --data {file} --baselines").Refused(ExitCode.Usage, "--baselines", "of a fit");
        ToolRun.Of($"evaluate --run {run} {Sample.Data(folder.Long())}").Refused(ExitCode.Usage, "--tasks", "--data FILE");
    }

    [Fact]
    public void A_fit_of_one_task_of_a_file_knows_its_own_rows()
    {
        string tasks = folder.Long();
        ToolRun.Of($"fit --data {tasks} --task task=t1 --inputs x --outputs y --hidden 3 --inference map --steps 5 --out {run}")
            .Succeeded();
        string json = ToolRun.Of($"evaluate --run {run} --data {tasks} --samples 2 --json -").Succeeded().Out;
        Assert.Equal(5, JsonDocument.Parse(json).RootElement.GetProperty("target_points").GetInt32());
        ToolRun.Of($"predict --run {run} --at {tasks} --out {folder.PathOf("p.csv")}")
            .Refused(ExitCode.Failure, "other tasks", "'t1' alone");
        string at = folder.Write("at.csv", "task,x\nt1,0.5\n");
        ToolRun.Of($"predict --run {run} --at {at} --out {folder.PathOf("p.csv")}").Succeeded();
        Assert.StartsWith("task,x,y_mean", File.ReadAllText(folder.PathOf("p.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Chains_are_diagnosed_by_functions_and_by_the_sampler()
    {
        var json = Diagnosis("--inference nuts --warmup 30 --draws 31 --chains 2", "nuts");
        Assert.Equal("probbnn.diagnosis/1", json.GetProperty("schema").GetString());
        Assert.True(json.GetProperty("finished").GetBoolean());
        Assert.Equal(1 + 24, json.GetProperty("functions").GetArrayLength());
        var first = json.GetProperty("functions")[0];
        Assert.Equal("log density", first.GetProperty("quantity").GetString());
        Assert.Equal(31, first.GetProperty("draws").GetInt32());
        Assert.All(["rhat", "ess_bulk", "ess_tail", "mcse_mean"], name => Assert.True(first.TryGetProperty(name, out _)));
        Assert.Equal(2, json.GetProperty("sampler").GetArrayLength());
        Assert.All(["divergences", "saturated", "mean_tree_depth", "largest_tree_depth", "ebfmi"], name => Assert.True(json.GetProperty("sampler")[0].TryGetProperty(name, out _)));
        var severities = json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("severity").GetString()!).ToArray();
        Assert.Contains(json.GetProperty("severity").GetString()!, severities);
        string printed = ToolRun.Of($"diagnose --run {folder.PathOf("nuts")}").Succeeded().Out;
        Assert.Contains("E-BFMI", printed, StringComparison.Ordinal);
        Assert.Contains("tree depth", printed, StringComparison.Ordinal);
        Assert.Contains(
            "Mean tree depth", File.ReadAllText(Path.Combine(folder.PathOf("nuts"), "report.html")), StringComparison.Ordinal);
        Assert.Contains("y at x = ", printed, StringComparison.Ordinal);
        Assert.Contains("verdict: ", printed, StringComparison.Ordinal);
        Assert.Contains("in-sample", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Approximations_are_diagnosed_by_bound_and_importance_weights()
    {
        var json = Diagnosis("--inference full --steps 20 --holdout 0.5", "full", "--samples 100");
        Assert.True(json.GetProperty("elbo").GetProperty("standard_error").GetDouble() > 0);
        Assert.Equal(100, json.GetProperty("elbo").GetProperty("samples").GetInt32());
        Assert.True(json.GetProperty("importance_weights").TryGetProperty("khat", out _));
        Assert.Equal(12, json.GetProperty("held_out").GetProperty("values").GetInt32());
        Assert.Equal("Pareto k-hat", json.GetProperty("findings")[0].GetProperty("measure").GetString());
        ToolRun.Of($"diagnose --run {folder.PathOf("full")} --samples 3").Refused(ExitCode.Usage, "--samples");
    }

    [Fact]
    public void Points_are_left_out_where_draws_have_a_density()
    {
        var json = Diagnosis("--inference nuts --warmup 60 --draws 60 --chains 2", "nuts").GetProperty("leave_one_out");
        Assert.Equal((24, 120), (json.GetProperty("points").GetInt32(), json.GetProperty("draws").GetInt32()));
        Assert.True(json.GetProperty("standard_error").GetDouble() > 0);
        Assert.All(["elpd", "effective_parameters", "points_above_threshold", "largest_khat"], name => Assert.True(json.TryGetProperty(name, out _)));
        Assert.Contains("leave-one-out: ", ToolRun.Of($"diagnose --run {folder.PathOf("nuts")}").Succeeded().Out, StringComparison.Ordinal);
        Assert.True(Diagnosis("--inference mean-field --steps 20", "vi", "--samples 100").TryGetProperty("leave_one_out", out _));
        Assert.False(Diagnosis("--inference map --steps 20", "map").TryGetProperty("leave_one_out", out _));
    }

    [Fact]
    public void Probabilities_of_labels_are_diagnosed_and_scored()
    {
        string labels = folder.Write("labels.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 20 - 10},{(i % 7 < 3 ? 1 : 0)}\n")));
        string model = folder.Write("model.json", Bnn.Regression(1, 1).Hidden(2, Activation.Tanh, Prior.PerUnit()).Output(Prior.PerUnit())
            .Observe(Likelihood.Bernoulli()).Build().ToJson());
        ToolRun.Of($"fit --data {labels} --inputs x --outputs y --model {model} --inference mean-field --steps 50 --holdout 0.5 --out {run}")
            .Succeeded();
        var json = JsonDocument.Parse(ToolRun.Of($"diagnose --run {run} --samples 100 --json").Succeeded().Out).RootElement;
        foreach (string part in new[] { "in_sample", "held_out" })
        {
            Assert.Equal(30, json.GetProperty(part).GetProperty("labels").GetInt32());
            Assert.InRange(json.GetProperty(part).GetProperty("brier").GetDouble(), 0, 1);
            Assert.InRange(json.GetProperty(part).GetProperty("expected_calibration_error").GetDouble(), 0, 1);
        }
        Assert.Contains(json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("quantity").GetString() == "probabilities of labels");
        string wrong = folder.Write("wrong.csv", "x,y\n0,1\n1,2\n2,0\n3,1\n");
        ToolRun.Of($"fit --data {wrong} --inputs x --outputs y --model {model} --inference map --steps 5 --out {folder.PathOf("no")}")
            .Refused(ExitCode.Failure, "not a label", "point 2, output 'y'");
        Assert.False(Directory.Exists(folder.PathOf("no")));
        Assert.Contains("expected calibration error", ToolRun.Of($"diagnose --run {run}").Succeeded().Out, StringComparison.Ordinal);
        var scored = ToolRun.Of($"evaluate --run {run} --data {labels} --samples 20 --json -").Succeeded();
        var calibration = JsonDocument.Parse(scored.Out).RootElement.GetProperty("calibration");
        Assert.Equal(60, calibration.GetProperty("labels").GetInt32());
        Assert.Equal(
            JsonDocument.Parse(scored.Out).RootElement.GetProperty("crps").GetDouble(), calibration.GetProperty("brier").GetDouble(), 1e-12);
        Assert.NotEqual(JsonValueKind.Null, calibration.GetProperty("severity").ValueKind);
        string table = ToolRun.Of($"evaluate --run {run} --data {labels}").Succeeded().Out;
        Assert.Contains("Brier score", table, StringComparison.Ordinal);
        Assert.Contains("verdict: ", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_that_was_ended_early_is_a_finding()
    {
        var json = Diagnosis("--inference map --steps 100000000 --minutes 0.003", "map");
        Assert.False(json.GetProperty("finished").GetBoolean());
        Assert.InRange(json.GetProperty("share_done").GetDouble(), 1e-9, 0.5);
        Assert.Equal("bad", json.GetProperty("severity").GetString());
        Assert.Equal("share of the work done", json.GetProperty("findings")[0].GetProperty("measure").GetString());
        string printed = ToolRun.Of($"diagnose --run {folder.PathOf("map")}").Succeeded().Out;
        Assert.Contains("ended early: go on with --resume", printed, StringComparison.Ordinal);
        Assert.Contains("no check", printed, StringComparison.Ordinal);
    }

    [Theory, InlineData("--steps 4", 8, false), InlineData("--steps 4 --holdout 0.5", 4, true)]
    public void A_trained_process_is_diagnosed_task_by_task(string options, int tasks, bool heldOut)
    {
        string data = folder.Long();
        ToolRun.Of(Sample.Train(data, run, options)).Succeeded();
        var json = JsonDocument.Parse(ToolRun.Of($"diagnose --run {run} --samples 50 --json").Succeeded().Out).RootElement;
        Assert.Equal("probbnn.process-diagnosis/1", json.GetProperty("schema").GetString());
        Assert.Equal(heldOut, json.GetProperty("held_out").GetBoolean());
        Assert.Equal((tasks, tasks), (json.GetProperty("of_tasks").GetInt32(), json.GetProperty("tasks").GetArrayLength()));
        Assert.Equal(tasks, json.GetProperty("findings").GetArrayLength());
        Assert.True(json.GetProperty("tasks")[0].GetProperty("importance_weights").TryGetProperty("khat", out _));
        string printed = ToolRun.Of($"diagnose --run {Path.Combine(run, "process.pbnn")} --samples 50").Succeeded().Out;
        Assert.Contains($"posteriors of {tasks} of {tasks} tasks", printed, StringComparison.Ordinal);
        Assert.Contains("verdict: ", printed, StringComparison.Ordinal);
        File.AppendAllText(data, "t0,g0,1,1\n");
        ToolRun.Of($"diagnose --run {run}").Refused(ExitCode.Failure, "tasks.csv", "SHA-256");
    }

    [Fact]
    public void A_method_without_a_check_of_its_posterior_says_so()
    {
        var json = Diagnosis("--inference map --steps 5", "map");
        Assert.Equal(JsonValueKind.Null, json.GetProperty("severity").ValueKind);
        Assert.Equal(0, json.GetProperty("findings").GetArrayLength());
        Assert.Contains("no check", ToolRun.Of($"diagnose --run {folder.PathOf("map")}").Succeeded().Out, StringComparison.Ordinal);
    }
}
