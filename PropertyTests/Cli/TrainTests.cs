using System.Text.Json;
using ProbBnn.Cli;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class TrainTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Run(string name = "run") => folder.PathOf(name);

    private JsonElement Record(string name = "run") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Run(name), "run.json"))).RootElement;

    [Fact]
    public void A_run_is_a_folder_with_all_it_promises()
    {
        string file = folder.Long();
        var run = ToolRun.Of(Sample.Train(file, Run(), "--steps 6 --validate-every 2 --seed 5")).Succeeded();
        Assert.Equal(
            ["checkpoint.pbnn", "metrics.jsonl", "process.pbnn", "report.html", "run.json", "training.csv"],
            Directory.EnumerateFiles(Run()).Select(Path.GetFileName).Order());
        var record = Record();
        Assert.Equal("finished", record.GetProperty("status").GetString());
        Assert.Equal("train", record.GetProperty("command")[0].GetString());
        Assert.Equal(64, record.GetProperty("data").GetProperty("files")[0].GetProperty("sha256").GetString()!.Length);
        Assert.Equal(5UL, record.GetProperty("seeds").GetProperty("training").GetUInt64());
        Assert.Equal("double", record.GetProperty("precision").GetString());
        Assert.Contains("managed", record.GetProperty("engine").GetString()!, StringComparison.Ordinal);
        Assert.Equal(6, record.GetProperty("outcome").GetProperty("steps").GetInt32());
        string[] metrics = File.ReadAllLines(Path.Combine(Run(), "metrics.jsonl"));
        Assert.Equal(6, metrics.Length);
        Assert.Equal(3, metrics.Count(line => line.Contains("validation_log_density", StringComparison.Ordinal)));
        Assert.Contains("6 steps in", run.Out, StringComparison.Ordinal);
        var process = AmortisedProcess.Load(new ReferenceEngine(), Path.Combine(Run(), "process.pbnn"));
        Assert.Equal(["y"], process.Frame.OutputNames);
        Assert.Equal(6, process.Training.Steps);
    }

    [Fact]
    public void A_run_that_was_interrupted_and_resumed_is_the_uninterrupted_one_bit_for_bit()
    {
        string file = folder.Long();
        const string Options = "--steps 9 --validate-every 4 --holdout 0.3 --json";
        ToolRun.Of(Sample.Train(file, Run("whole"), Options)).Succeeded();
        var first = ToolRun.InterruptedAt("\"progress\"", Sample.Train(file, Run(), Options));
        Assert.Equal(ExitCode.Interrupted, first.Code);
        Assert.Contains($"train --out {Run()} --resume", first.Error, StringComparison.Ordinal);
        Assert.Equal("interrupted", Record().GetProperty("status").GetString());
        Assert.True(AmortisedProcess.Load(new ReferenceEngine(), Path.Combine(Run(), "process.pbnn")).Training.Steps < 9);
        ToolRun.Of($"train --out {Run()} --resume").Succeeded();
        Assert.Equal(Bytes("whole", "process.pbnn"), Bytes("run", "process.pbnn"));
        Assert.Equal(Bytes("whole", "checkpoint.pbnn"), Bytes("run", "checkpoint.pbnn"));
        Assert.Equal(Untimed("whole"), Untimed("run"));
        Assert.Equal("finished", Record().GetProperty("status").GetString());
        string report = Path.Combine(Run(), "report.html");
        File.Delete(report);
        Assert.Contains("finished", ToolRun.Of($"train --out {Run()} --resume").Succeeded().Error, StringComparison.Ordinal);
        Assert.True(File.Exists(report));
    }

    [Fact]
    public void A_run_is_resumed_only_with_its_own_data_and_options()
    {
        string file = folder.Long();
        ToolRun.InterruptedAt("\"progress\"", Sample.Train(file, Run(), "--steps 9 --json"));
        ToolRun.Of(Sample.Train(file, Run(), "--steps 10 --resume")).Refused(ExitCode.Usage, "--steps", "'10'", "'9'");
        ToolRun.Of($"train --out {Run()} --resume --fixed-prior").Refused(ExitCode.Usage, "--fixed-prior");
        string other = folder.Long("other.csv", seed: 2);
        ToolRun.Of($"train --out {Run()} --resume {Sample.Data(other)}").Refused(ExitCode.Failure, "other.csv", "SHA-256");
        string list = Path.Combine(Run(), "training.csv"), tasks = File.ReadAllText(list);
        File.WriteAllText(list, "task\nt0\nt1\n");
        ToolRun.Of($"train --out {Run()} --resume").Refused(ExitCode.Failure, "training.csv", "got 2 tasks, expected 8 tasks");
        File.WriteAllText(list, tasks);
        File.Move(file, folder.PathOf("moved.csv"));
        ToolRun.Of($"train --out {Run()} --resume").Refused(ExitCode.Failure, "tasks.csv", "does not exist");
        ToolRun.Of($"train --out {Run()} --resume --steps 9 --threads 2 {Sample.Data(folder.PathOf("moved.csv"))}").Succeeded();
    }

    [Fact]
    public void Held_out_tasks_are_listed_and_groups_stay_together()
    {
        string file = folder.Long();
        ToolRun.Of(Sample.Train(file, Run(), "--steps 2 --holdout 0.25 --group group")).Succeeded();
        string[] held = File.ReadAllLines(Path.Combine(Run(), "holdout.csv"))[1..];
        string[] trained = File.ReadAllLines(Path.Combine(Run(), "training.csv"))[1..];
        Assert.Equal(8, held.Length + trained.Length);
        Assert.Equal(2, held.Length);
        Assert.Equal(int.Parse(held[0][1..]) / 2, int.Parse(held[1][1..]) / 2);
        Assert.Equal("group", Record().GetProperty("split").GetProperty("by").GetString());
    }

    [Fact]
    public void Minutes_fix_and_record_the_number_of_steps()
    {
        var run = ToolRun.Of(Sample.Train(folder.Long(), Run(), "--minutes 0.02")).Succeeded();
        var training = Record().GetProperty("training");
        Assert.Equal(0.02, training.GetProperty("minutes").GetDouble());
        Assert.Equal(training.GetProperty("steps").GetInt32(), Record().GetProperty("outcome").GetProperty("steps").GetInt32());
        Assert.True(training.GetProperty("warm_up").GetProperty("seconds_per_step").GetDouble() > 0);
        Assert.Contains("to fill 0.02 min", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Fine_tuning_starts_from_the_process_and_keeps_its_scaling()
    {
        string file = folder.Long(), other = folder.Long("other.csv", seed: 9);
        ToolRun.Of(Sample.Train(file, Run())).Succeeded();
        ToolRun.Of($"train {Sample.Data(other)} --from {Run()} --steps 1 --learning-rate 1e-12 --samples 2 --out {Run("tuned")}")
            .Succeeded();
        var engine = new ReferenceEngine();
        var before = AmortisedProcess.Load(engine, Path.Combine(Run(), "process.pbnn"));
        var after = AmortisedProcess.Load(engine, Path.Combine(Run("tuned"), "process.pbnn"));
        Assert.Equal(before.Frame.Scaling, after.Frame.Scaling);
        Assert.Equal(before.Model, after.Model);
        foreach (string name in before.Parameters.Names)
        {
            var pairs = before.Parameters[name].Doubles.ToArray().Zip(after.Parameters[name].Doubles.ToArray());
            Assert.All(pairs, p => Assert.Equal(p.First, p.Second, 1e-9));
        }
        ToolRun.Of($"train --tasks {other} --task task --inputs y --outputs x --from {Run()} --out {Run("x")}")
            .Refused(ExitCode.Failure, "other columns");
    }

    [Fact]
    public void Progress_for_machines_is_one_object_a_line()
    {
        var run = ToolRun.Of(Sample.Train(folder.Long(), Run(), "--steps 4 --validate-every 2 --json")).Succeeded();
        string[] lines = run.Out.TrimEnd().Split('\n');
        var events = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!).ToArray();
        Assert.Equal("begin", events[0]);
        Assert.Equal("end", events[^1]);
        Assert.Equal(2, events.Count(e => e == "validation"));
    }

    [Fact]
    public void Wide_files_train_the_same_process_as_the_long_file_they_say()
    {
        string grid = folder.Write("grid.csv", "point,x\n0,0\n1,0.5\n2,2\n");
        string values = folder.Write("v.csv", "task,p0,p1,p2\na,1,2,3\nb,2,,5\nc,0,1,1\nd,3,3,4\n");
        string table = folder.Write("t.csv", "task,who,use\na,p,yes\nb,p,yes\nc,q,yes\nd,q,no\n");
        string long3 = folder.Write("l.csv", "task,x,y\na,0,1\na,0.5,2\na,2,3\nb,0,2\nb,2,5\nc,0,0\nc,0.5,1\nc,2,1\n");
        const string Options = "--hidden 3 --samples 2 --batch 2 --steps 3";
        ToolRun.Of($"train --grid {grid} --values y={values} --task-table {table} --where use=yes {Options} --out {Run("wide")}")
            .Succeeded();
        ToolRun.Of($"train {Sample.Data(long3)} {Options} --out {Run("long")}").Succeeded();
        Assert.Equal(Bytes("wide", "process.pbnn"), Bytes("long", "process.pbnn"));
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(Run(run), file));

    private string[] Untimed(string run) => [.. File.ReadAllLines(Path.Combine(Run(run), "metrics.jsonl"))
        .Select(line => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)])];
}
