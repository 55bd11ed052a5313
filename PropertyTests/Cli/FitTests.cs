using System.Text.Json;
using ProbBnn.Cli;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class FitTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Run(string name = "fit") => folder.PathOf(name);

    private JsonElement Record(string name = "fit") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Run(name), "run.json"))).RootElement;

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(Run(run), file));

    [Fact]
    public void A_fit_is_a_folder_with_all_it_promises()
    {
        var run = ToolRun.Of(Sample.Fit(folder.One(), Run(), "--inference map --steps 60 --seed 5 --holdout 0.25")).Succeeded();
        Assert.Equal(
            ["fit.pbnn", "metrics.jsonl", "report.html", "run.json"], Directory.EnumerateFiles(Run()).Select(Path.GetFileName).Order());
        var record = Record();
        Assert.Equal("finished", record.GetProperty("status").GetString());
        Assert.Equal("fit", record.GetProperty("command")[0].GetString());
        Assert.Equal("map", record.GetProperty("inference").GetString());
        Assert.Equal(64, record.GetProperty("data").GetProperty("files")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal(5UL, record.GetProperty("seeds").GetProperty("fit").GetUInt64());
        Assert.Equal(6, record.GetProperty("held_out_points").GetInt32());
        Assert.Equal(60, record.GetProperty("outcome").GetProperty("steps").GetInt32());
        Assert.Equal(60, JsonDocument.Parse(File.ReadAllLines(Path.Combine(Run(), "metrics.jsonl"))[^1])
            .RootElement.GetProperty("step").GetInt32());
        Assert.Contains("18 points of 'all'; 6 held out", run.Out, StringComparison.Ordinal);
        var state = FitFile.Load(Path.Combine(Run(), "fit.pbnn"));
        Assert.Equal(5UL, state.Method.Seed);
        Assert.Equal(18, state.Context.Points);
        Assert.Equal(3 * 2 + 4, Record().GetProperty("model").GetProperty("parameters").GetInt32());
        string report = File.ReadAllText(Path.Combine(Run(), "report.html"));
        Assert.Contains("points held back", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--inference mean-field --steps 120")]
    [InlineData("--inference per-task --steps 120 --samples 2")]
    [InlineData("--inference nuts --warmup 60 --draws 30 --chains 2")]
    public void A_fit_that_was_interrupted_and_resumed_is_the_uninterrupted_one_bit_for_bit(string method)
    {
        string file = folder.One();
        ToolRun.Of(Sample.Fit(file, Run("whole"), method)).Succeeded();
        var first = ToolRun.InterruptedAt("\"progress\"", Sample.Fit(file, Run(), method + " --json"));
        Assert.Equal(ExitCode.Interrupted, first.Code);
        Assert.Contains($"fit --out {Run()} --resume", first.Error, StringComparison.Ordinal);
        Assert.Equal("interrupted", Record().GetProperty("status").GetString());
        Assert.NotEqual(Bytes("whole", "fit.pbnn"), Bytes("fit", "fit.pbnn"));
        ToolRun.Of($"fit --out {Run()} --resume").Succeeded();
        Assert.Equal(Bytes("whole", "fit.pbnn"), Bytes("fit", "fit.pbnn"));
        if (!method.Contains("nuts", StringComparison.Ordinal))
        {
            Assert.Equal(Untimed("whole"), Untimed("fit"));     // chains report by slices, which a resumed fit cuts anew
        }
        Assert.Contains("finished", ToolRun.Of($"fit --out {Run()} --resume").Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_is_resumed_only_with_its_own_data_and_options()
    {
        string file = folder.One();
        ToolRun.InterruptedAt("\"progress\"", Sample.Fit(file, Run(), "--inference map --steps 120 --json"));
        ToolRun.Of($"fit --out {Run()} --resume --steps 9").Refused(ExitCode.Usage, "--steps", "'9'", "'120'");
        string other = folder.One("other.csv", seed: 2), moved = folder.PathOf("moved.csv");
        ToolRun.Of($"fit --out {Run()} --resume --data {other}").Refused(ExitCode.Failure, "other.csv", "SHA-256");
        File.Move(file, moved);
        ToolRun.Of($"fit --out {Run()} --resume").Refused(ExitCode.Failure, "one.csv", "does not exist");
        ToolRun.Of($"fit --out {Run()} --resume --data {moved} --threads 2").Succeeded();
    }

    [Fact]
    public void Time_ends_a_fit_with_what_there_is_and_it_can_go_on()
    {
        var stopped = ToolRun.Of(Sample.Fit(folder.One(), Run(), "--inference map --steps 100000000 --minutes 0.005")).Succeeded();
        Assert.Contains($"fit --out {Run()} --resume", stopped.Error, StringComparison.Ordinal);
        int steps = Record().GetProperty("outcome").GetProperty("steps").GetInt32();
        Assert.InRange(steps, 1, 99_999_999);
        ToolRun.Of($"fit --out {Run()} --resume --minutes 0.002").Succeeded();
        Assert.True(Record().GetProperty("outcome").GetProperty("steps").GetInt32() > steps);
        ToolRun.Of(Sample.Fit(folder.One(), Run("chains"), "--inference nuts --warmup 1000000 --minutes 0.001"))
            .Refused(ExitCode.Failure, "there is no posterior yet", "ended too early", "--resume");
        ToolRun.Of($"diagnose --run {Run("chains")}").Refused(ExitCode.Failure, "there is no posterior yet");
    }

    /// <summary>A time is filled with a number of steps that is recorded: the fit is the one of so many steps, interrupted or not.</summary>
    [Theory]
    [InlineData("map"), InlineData("swag"), InlineData("mean-field")]
    public void A_time_becomes_a_number_of_steps(string method)
    {
        string file = folder.One(), filled = Sample.Fit(file, Run(), $"--inference {method} --minutes 0.02 --json");
        Assert.Equal(ExitCode.Interrupted, ToolRun.InterruptedAt("\"progress\"", filled).Code);
        double perStep = Record().GetProperty("plan").GetProperty("seconds_per_step").GetDouble();
        Assert.True(perStep is > 0 and < 1, $"{perStep}");
        ToolRun.Of($"fit --out {Run()} --resume").Succeeded();
        var (state, outcome) = (FitFile.Load(Path.Combine(Run(), "fit.pbnn")), Record().GetProperty("outcome"));
        Assert.Equal("finished", Record().GetProperty("status").GetString());
        Assert.Equal(outcome.GetProperty("of").GetInt32(), outcome.GetProperty("steps").GetInt32());
        if (state.Method is Swag swag)
        {
            Assert.InRange((double)swag.Ascent.Steps / outcome.GetProperty("steps").GetInt32(), 0.6, 0.75);
            return;
        }
        ToolRun.Of(Sample.Fit(file, Run("said"), $"--inference {method} --steps {outcome.GetProperty("steps")}")).Succeeded();
        Assert.Equal(Bytes("said", "fit.pbnn"), Bytes("fit", "fit.pbnn"));
    }

    /// <summary>Chains warm up for as many iterations as are planned, then draw while there is time: the same draws as if so many had been
    /// asked for.</summary>
    [Fact]
    public void Chains_fill_a_time_with_draws()
    {
        string file = folder.One();
        ToolRun.Of(Sample.Fit(file, Run(), "--inference nuts --chains 2 --minutes 0.03")).Succeeded();
        var run = Assert.IsType<Nuts>(FitFile.Load(Path.Combine(Run(), "fit.pbnn")).Method).Run;
        Assert.InRange(run.WarmUp, 20, 1000);
        Assert.InRange(run.Draws, FitPlan.FirstDraws, 10_000);
        Assert.Equal("finished", Record().GetProperty("status").GetString());
        Assert.Equal(run.WarmUp + run.Draws, Record().GetProperty("outcome").GetProperty("steps").GetInt32());
        ToolRun.Of(Sample.Fit(file, Run("said"), $"--inference nuts --chains 2 --warmup {run.WarmUp} --draws {run.Draws}")).Succeeded();
        Assert.Equal(Bytes("said", "fit.pbnn"), Bytes("fit", "fit.pbnn"));
        Assert.Contains("finished", ToolRun.Of($"fit --out {Run()} --resume").Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learned_prior_is_fitted_under_its_own_scaling_and_its_networks_are_the_start()
    {
        string tasks = folder.Long(), run = Run("run");
        ToolRun.Of(Sample.Train(tasks, run)).Succeeded();
        ToolRun.Of($"fit --data {tasks} --task task=t2 --run {run} --inference per-task --steps 1 --learning-rate 1e-12 --out {Run()}")
            .Succeeded();
        using var engine = ProbBnn.Engines.Managed.ManagedEngine.Double();
        var process = AmortisedProcess.Load(engine, Path.Combine(run, "process.pbnn"));
        var state = FitFile.Load(Path.Combine(Run(), "fit.pbnn"));
        Assert.Equal(process.Frame, state.Frame);
        Assert.Equal("t2", state.Context.Id);
        Assert.Equal(LearnedPrior.Of(process).Model.GenerativeHash, state.Model.GenerativeHash);
        var amortised = process.Condition(state.Context).Predict([0.5], 50, 3);
        var fitted = state.Posterior(engine).Predict([0.5], 50, 3);
        Assert.Equal(amortised.Mean(0), fitted.Mean(0), 1e-6);
        Assert.Equal(amortised.StandardDeviation(0), fitted.StandardDeviation(0), 1e-6);
        ToolRun.Of($"fit --data {tasks} --task task=t99 --run {run} --inference map --out {Run("x")}")
            .Refused(ExitCode.Failure, "there is no such task", "'t99'", "'t0'");
        ToolRun.Of($"fit --data {tasks} --task task=t2 --run {run} --hidden 3 --inference map --out {Run("x")}")
            .Refused(ExitCode.Usage, "--hidden", "--run");
        ToolRun.Of($"fit --data {tasks} --run {run} --inputs y --outputs x --inference map --out {Run("x")}")
            .Refused(ExitCode.Failure, "other columns");
        Assert.False(Directory.Exists(Run("x")));
    }

    /// <summary>A prior in a file of its own is worth what the run that learned it is, but for the inference networks.</summary>
    [Fact]
    public void A_prior_that_was_saved_alone_is_fitted_like_the_run_that_learned_it()
    {
        string tasks = folder.Long(), run = Run("run"), prior = folder.PathOf("prior.pbnn");
        ToolRun.Of(Sample.Train(tasks, run, "--steps 4 --prior per-layer")).Succeeded();
        var saved = ToolRun.Of($"model --run {run} --save-prior {prior}").Succeeded();
        Assert.Contains($"the prior is written to {prior}", saved.Error, StringComparison.Ordinal);
        using var engine = ProbBnn.Engines.Managed.ManagedEngine.Double();
        Assert.Equal(LearnedPrior.Of(AmortisedProcess.Load(engine, Path.Combine(run, "process.pbnn"))), LearnedPrior.Load(prior));
        Assert.Contains("per layer", ToolRun.Of($"model --run {prior}").Succeeded().Out, StringComparison.Ordinal);
        string Fit(string from, string name) =>
            $"fit --data {tasks} --task task=t2 --run {from} --inference mean-field --steps 60 --out {Run(name)}";
        ToolRun.Of(Fit(run, "of-run")).Succeeded();
        ToolRun.InterruptedAt("\"progress\"", Fit(prior, "of-prior") + " --json");
        ToolRun.Of($"fit --out {Run("of-prior")} --resume").Succeeded();
        var (ofRun, ofPrior) = (FitFile.Load(Path.Combine(Run("of-run"), "fit.pbnn")), FitFile.Load(Path.Combine(Run("of-prior"), "fit.pbnn")));
        Assert.Equal(ofRun.Model.GenerativeHash, ofPrior.Model.GenerativeHash);
        Assert.Equal(ofRun.Frame, ofPrior.Frame);
        Assert.Equal(ofRun.Tensors.Names, ofPrior.Tensors.Names);
        Assert.All(ofRun.Tensors.Names, name => Assert.Equal(ofRun.Tensors[name], ofPrior.Tensors[name]));
        Assert.Equal(prior, Record("of-prior").GetProperty("model").GetProperty("from").GetString());
        ToolRun.Of($"fit --data {tasks} --task task=t2 --run {prior} --inference per-task --out {Run("x")}")
            .Refused(ExitCode.Usage, "per-task needs inference networks", "a folder that train wrote");
        ToolRun.Of($"predict --run {prior} --at {tasks} --out {folder.PathOf("p.csv")}").Refused(ExitCode.Failure, "another kind", "a prior");
        string process = Path.Combine(run, "process.pbnn");
        ToolRun.Of($"model --run {run} --save-prior {process}").Refused(ExitCode.Usage, "process.pbnn", "belongs to the run");
        ToolRun.Of($"model --hidden 3 --save-prior {Run("x")}").Refused(ExitCode.Usage, "--run", "no learned prior");
        ToolRun.Of($"model --run {Run("of-run")} --save-prior {Run("x")}").Refused(ExitCode.Usage, "--run", "no learned prior");
        Assert.False(Path.Exists(Run("x")));
    }

    [Fact]
    public void Exact_evidence_needs_no_steps()
    {
        var run = ToolRun.Of($"fit --data {folder.One()} --inputs x --outputs y --hidden none --features polynomial:3 --fixed-noise "
            + $"--inference exact --out {Run()}").Succeeded();
        Assert.Contains("log evidence", run.Out, StringComparison.Ordinal);
        var state = FitFile.Load(Path.Combine(Run(), "fit.pbnn"));
        Assert.IsType<Exact>(state.Method);
        Assert.Empty(state.Model.Hidden);
    }

    public static TheoryData<string, string, string> BadFiles => new()
    {
        { "empty", "", "is empty" },
        { "header only", "x,y\n", "has a header but no rows" },
        { "wrong column", "x,z\n1,2\n", "expected one of 'x', 'z'" },
        { "one row", "x,y\n1,2\n", "too few points" },
        { "not a number", "x,y\n1,2\n2,NaN\n", "row 3, column 'y'" },
        { "text", "x,y\n1,2\ntwo,3\n", "row 3, column 'x'" },
        { "huge", "x,y\n1,2e300\n2,-1e300\n", "larger unit" },
    };

    [Theory, MemberData(nameof(BadFiles))]
    public void Bad_files_are_refused_and_leave_nothing(string what, string text, string part)
    {
        ToolRun.Of(Sample.Fit(folder.Write("bad.csv", text), folder.PathOf("made/fit"), "--inference map")).Refused(ExitCode.Failure, part);
        Assert.False(Directory.Exists(folder.PathOf("made")), what);
    }

    [Theory]
    [InlineData("", "no method is named")]
    [InlineData("--inference vi", "mean-field")]
    [InlineData("--inference nuts --steps 10", "--chains, --warmup, --draws")]
    [InlineData("--inference map --members 3", "--steps, --learning-rate")]
    [InlineData("--inference exact --seed 1 --samples 3", "exact has no such option")]
    [InlineData("--inference map --steps -5", "--steps")]
    [InlineData("--inference nuts --chains 0", "--chains")]
    [InlineData("--inference inducing --points 0", "--points")]
    [InlineData("--inference map --learning-rate fast", "--learning-rate")]
    [InlineData("--inference map --minutes -1", "--minutes")]
    [InlineData("--inference exact --minutes 1", "--minutes")]
    [InlineData("--inference map --holdout 1", "--holdout")]
    [InlineData("--inference map --task t0", "COL=ID")]
    [InlineData("--inference exact", "no hidden layers")]
    public void Nonsense_options_are_bad_usage(string options, string part)
    {
        ToolRun.Of(Sample.Fit(folder.One(), Run(), options)).Refused(ExitCode.Usage, part);
        Assert.False(Directory.Exists(Run()));
    }

    [Fact]
    public void Outputs_that_are_constant_are_warned_of_and_holding_out_needs_points()
    {
        string file = folder.Write("c.csv", "x,y\n1,2\n2,2\n3,2\n");
        var run = ToolRun.Of(Sample.Fit(file, Run(), "--inference map --steps 2")).Succeeded();
        Assert.Contains("warning: the output 'y' is 2 at every point", run.Error, StringComparison.Ordinal);
        ToolRun.Of(Sample.Fit(file, Run("h"), "--inference map --holdout 0.01")).Refused(ExitCode.Failure, "--holdout", "0 of 3 points");
    }

    [Fact]
    public void Runs_of_fit_and_of_train_are_told_apart_by_name()
    {
        string tasks = folder.Long(), run = Run("run");
        ToolRun.Of(Sample.Train(tasks, run)).Succeeded();
        ToolRun.Of(Sample.Fit(folder.One(), Run(), "--inference map --steps 2")).Succeeded();
        ToolRun.Of(Sample.Fit(folder.One(), Run(), "--inference map")).Refused(ExitCode.Usage, "exists already");
        ToolRun.Of($"train --out {Run()} --resume").Refused(ExitCode.Failure, "made by fit", "probbnn fit --out");
        ToolRun.Of($"fit --out {run} --resume").Refused(ExitCode.Failure, "made by train", "probbnn train --out");
        ToolRun.Of($"train {Sample.Data(tasks)} --from {Run()} --out {Run("x")}").Refused(ExitCode.Failure, "made by fit");
        ToolRun.Of($"fit --data {tasks} --run {Run()} --inference map --out {Run("x")}").Refused(ExitCode.Failure, "made by fit");
        ToolRun.Of($"fit --out {Run("none")} --resume").Refused(ExitCode.Failure, "there is no run");
        var model = ToolRun.Of($"model --run {Run()}").Succeeded();
        Assert.Contains("fitted: 24 points of 'all' by map", model.Out, StringComparison.Ordinal);
        string state = Path.Combine(Run(), "fit.pbnn");
        File.WriteAllBytes(state, File.ReadAllBytes(state)[..^50]);
        ToolRun.Of($"fit --out {Run()} --resume").Refused(ExitCode.Failure, "fit.pbnn", "corrupt or truncated");
        ToolRun.Of($"diagnose --run {state}").Refused(ExitCode.Failure, "fit.pbnn", "corrupt or truncated");
        ToolRun.Of($"predict --run {Run()} --at {folder.One()} --out {folder.PathOf("p.csv")}").Refused(ExitCode.Failure, "corrupt");
    }

    private string[] Untimed(string run) => [.. File.ReadAllLines(Path.Combine(Run(run), "metrics.jsonl"))
        .Select(line => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)])];
}
