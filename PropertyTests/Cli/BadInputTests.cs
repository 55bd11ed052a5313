using ProbBnn.Cli;
using ProbBnn.Data;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

/// <summary>Bad input gives one line that names the place and the remedy, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, string> BadFiles => new()
    {
        { "empty", "", "is empty" },
        { "header only", "task,x,y\n", "has a header but no rows" },
        { "wrong column", "task,x,yy\na,1,2\na,2,3\n", "the output column 'y' does not exist" },
        { "text in a number", "task,x,y\na,1,2\na,two,3\n", "row 3, column 'x'" },
        { "ragged row", "task,x,y\na,1,2\na,2\n", "row 3" },
        { "not a number", "task,x,y\na,1,2\na,2,NaN\n", "row 3, column 'y'" },
        { "infinite", "task,x,y\na,1,2\na,2,inf\n", "row 3, column 'y'" },
        { "decimal comma", "task,x,y\na,1,2\na,\"1,5\",3\n", "decimal mark" },
        { "no task with two points", "task,x,y\na,1,2\nb,2,3\n", "no task has at least two points" },
        { "all outputs blank", "task,x,y\na,1,\na,2,\n", "no row has outputs" },
        { "column twice", "task,x,x,y\na,1,2,3\n", "twice" },
    };

    [Theory, MemberData(nameof(BadFiles))]
    public void Bad_long_files_are_refused(string what, string text, string part)
    {
        string file = folder.Write("bad.csv", text), run = folder.PathOf("made/run");
        ToolRun.Of(Sample.Train(file, run)).Refused(ExitCode.Failure, part);
        Assert.False(Directory.Exists(folder.PathOf("made")), what);
    }

    [Fact]
    public void Missing_files_are_refused()
    {
        string run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(folder.PathOf("none.csv"), run)).Refused(ExitCode.Failure, "none.csv", "does not exist");
        ToolRun.Of(Sample.Train(folder.Long(), run, $"--from {folder.PathOf("none")}")).Refused(ExitCode.Usage, "--hidden", "--from");
        ToolRun.Of($"train {Sample.Data(folder.Long())} --from {folder.PathOf("none")} --out {run}").Refused(ExitCode.Failure, "none");
        ToolRun.Of($"evaluate --run {folder.PathOf("none")} {Sample.Data(folder.Long())}").Refused(ExitCode.Failure, "none");
        ToolRun.Of($"train {Sample.Data(folder.Long())} --model {folder.PathOf("none.json")} --out {run}")
            .Refused(ExitCode.Failure, "none.json");
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void Clashing_wide_files_are_refused()
    {
        string grid = folder.Write("grid.csv", "point,x\n0,0\n1,1\n");
        string twice = folder.Write("twice.csv", "task,p0,p1\na,1,2\na,3,4\n");
        string longer = folder.Write("longer.csv", "task,p0,p1,p2\na,1,2,3\n");
        string good = folder.Write("good.csv", "task,p0,p1\na,1,2\nb,3,5\n");
        string other = folder.Write("other.csv", "task,p0,p1\na,1,2\nc,3,5\n");
        string Train(string values) => $"train --grid {grid} {values} --out {folder.PathOf("run")} --steps 2";
        ToolRun.Of(Train($"--values {twice}")).Refused(ExitCode.Failure, "occurs twice", "row 3");
        ToolRun.Of(Train($"--values {longer}")).Refused(ExitCode.Failure, "do not fit the grid");
        ToolRun.Of(Train($"--values u={good} --values v={other}")).Refused(ExitCode.Failure, "is missing");
        ToolRun.Of(Train("")).Refused(ExitCode.Usage, "--values");
        ToolRun.Of(Train($"--values {good} --where a=b")).Refused(ExitCode.Usage, "--where", "--task-table");
        ToolRun.Of(Train($"--values {good} --outputs u")).Refused(ExitCode.Usage, "--outputs", "NAME=FILE");
        Assert.False(Directory.Exists(folder.PathOf("run")));
    }

    [Theory]
    [InlineData("--steps 0", "--steps")]
    [InlineData("--steps many", "--steps")]
    [InlineData("--steps 10 --minutes 1", "--minutes")]
    [InlineData("--minutes -1", "--minutes")]
    [InlineData("--minutes 1e300", "at most 525600")]
    [InlineData("--steps 99999999999", "from 1 to 2147483647")]
    [InlineData("--seed 99999999999999999999", "from 0 to 18446744073709551615")]
    [InlineData("--noise 1e300", "1e153")]
    [InlineData("--noise 1e-300 --noise-min 1e-310", "1e-153")]
    [InlineData("--batch 0", "--batch")]
    [InlineData("--samples 1.5", "--samples")]
    [InlineData("--context 0.6:0.1", "--context")]
    [InlineData("--context 0.1:1.1", "--context")]
    [InlineData("--learning-rate fast", "--learning-rate")]
    [InlineData("--learning-rate 1e-3 --schedule cosine", "--schedule")]
    [InlineData("--holdout 1", "--holdout")]
    [InlineData("--holdout 20%", "--holdout")]
    [InlineData("--precision half", "--precision")]
    [InlineData("--threads 0", "--threads")]
    [InlineData("--seed -3", "--seed")]
    [InlineData("--objective elbo", "--objective")]
    [InlineData("--prior per-team", "--prior")]
    [InlineData("--features fourier", "--features")]
    [InlineData("--features fourier:0", "--features")]
    [InlineData("--activation gelu", "--activation")]
    [InlineData("--noise 0.2 --noise-max 0.1", "--noise")]
    [InlineData("--noise-in-data-units", "--noise")]
    [InlineData("--fixed-noise --noise-min 0.1", "--noise-min")]
    [InlineData("--points 0", "--points")]
    [InlineData("--clip no", "--clip")]
    [InlineData("--patience 0", "--patience")]
    [InlineData("--hidden 2000000", "layers[0].width")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--seed", "--seed")]
    public void Nonsense_options_are_bad_usage(string options, string part)
    {
        ToolRun.Of($"train {Sample.Data(folder.Long())} --out {folder.PathOf("run")} {options}").Refused(ExitCode.Usage, part);
        Assert.False(Directory.Exists(folder.PathOf("run")));
    }

    [Fact]
    public void Commands_that_are_no_commands_are_bad_usage()
    {
        ToolRun.Of("").Refused(ExitCode.Usage, "--help");
        ToolRun.Of("learn").Refused(ExitCode.Usage, "learn");
        ToolRun.Of("train --out run").Refused(ExitCode.Usage, "--tasks");
        ToolRun.Of("train").Refused(ExitCode.Usage, "--out");
        ToolRun.Of("generate gp").Refused(ExitCode.Usage, "--tasks", "see probbnn generate gp --help");
        ToolRun.Of("@file").Refused(ExitCode.Usage, "@file");
        ToolRun.Of($"train --tasks {folder.Long()} --inputs x --outputs y --out run").Refused(ExitCode.Usage, "--task", "--task COL");
        ToolRun.Of($"train --tasks {folder.Long()} --task task --inputs x --outputs x --out {folder.PathOf("r")}")
            .Refused(ExitCode.Usage, "'x' is used twice");
    }

    [Fact]
    public void Models_that_cannot_be_are_refused_with_their_file()
    {
        string data = Sample.Data(folder.Long()), run = folder.PathOf("run");
        string json = ToolRun.Of("model --hidden 3 --json").Succeeded().Out;
        string Refused(string name, string text, string part)
        {
            string file = folder.Write(name, text);
            return ToolRun.Of($"train {data} --model {file} --out {run}").Refused(ExitCode.Failure, file, part).Error;
        }
        Refused("broken.json", json[..(json.Length / 2)], "");
        Refused("width.json", json.Replace("\"width\": 3", "\"width\": 0", StringComparison.Ordinal), "width");
        Refused("inputs.json", ToolRun.Of("model --inputs 2 --json").Succeeded().Out, "1 inputs");
        ToolRun.Of($"train {data} --model {folder.Write("m.json", json)} --hidden 3 --out {run}")
            .Refused(ExitCode.Usage, "--hidden", "--model");
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void Outputs_that_cannot_be_written_are_refused_before_any_work()
    {
        string file = folder.Long();
        ToolRun.Of(Sample.Train(file, Path.Combine(file, "run"))).Refused(ExitCode.Failure, "cannot be made");
        ToolRun.Of(Sample.Train(file, file)).Refused(ExitCode.Usage, "exists already");
        ToolRun.Of(Sample.Train(file, folder.Folder)).Refused(ExitCode.Usage, "exists already", "a folder with files in it");
        string run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        ToolRun.Of(Sample.Train(file, run)).Refused(ExitCode.Usage, "exists already", "a run", "--resume");
        string nowhere = folder.PathOf("none/out.csv");
        ToolRun.Of($"generate gp --tasks 2 --out {nowhere}").Refused(ExitCode.Failure, "create the folder");
        ToolRun.Of($"generate gp --tasks 2 --out {folder.Folder}").Refused(ExitCode.Failure, "the name of a folder");
        ToolRun.Of($"predict --run {run} --at {file} --out {nowhere}").Refused(ExitCode.Failure, "create the folder");
        ToolRun.Of($"evaluate --run {run} {Sample.Data(file)} --json {nowhere}").Refused(ExitCode.Failure, "create the folder");
        ToolRun.Of("generate gp --tasks 2 --out -").Refused(ExitCode.Usage, "standard output", "name a file");
    }

    [Fact]
    public void Files_that_are_read_and_files_of_a_run_are_never_replaced()
    {
        string file = folder.Long(), run = folder.PathOf("run"), process = Path.Combine(run, "process.pbnn");
        string query = folder.Write("p.functions.csv", "task,x\nt0,1\n"), list = folder.Write("list.csv", "task\nt0\n");
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        string link = File.CreateSymbolicLink(folder.PathOf("link.csv"), query).FullName;
        string[] files = [.. Directory.GetFiles(folder.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var before = files.Select(DataHash.OfFile).ToArray();
        foreach (string path in new[] { file, query, link, process, Path.Combine(run, "run.json"), Path.Combine(run, ".", "report.html") })
        {
            ToolRun.Of($"predict --run {run} --context {file} --at {query} --out {path}").Refused(ExitCode.Usage, path, "another file");
        }
        ToolRun.Of($"predict --run {run} --at {query} --out {folder.PathOf("p.csv")} --functions 2")
            .Refused(ExitCode.Usage, "p.functions.csv");
        ToolRun.Of($"predict --run {process} --at {query} --out {process}").Refused(ExitCode.Usage, "process.pbnn");
        foreach (string path in new[] { file, list, process })
        {
            ToolRun.Of($"evaluate --run {run} {Sample.Data(file)} --tasks-from {list} --json {path}").Refused(ExitCode.Usage, path);
        }
        ToolRun.Of($"demo --out {run}").Refused(ExitCode.Usage, "is the folder of a run", "--out");
        Assert.Equal(files, Directory.GetFiles(folder.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.Equal(before, files.Select(DataHash.OfFile));
    }

    [Fact]
    public void A_run_that_fails_says_so_and_one_that_fails_before_its_first_step_leaves_nothing()
    {
        string file = folder.Long(), run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(file, run, "--learning-rate 1e6 --clip none --steps 200")).Refused(ExitCode.Failure, "learning rate");
        Assert.Contains("\"failed\"", File.ReadAllText(Path.Combine(run, "run.json")), StringComparison.Ordinal);
        ToolRun.Of($"evaluate --run {run} {Sample.Data(file)}").Refused(ExitCode.Failure, "not finished");
        string huge = folder.Write("huge.csv", "task,x,y\na,0,1\na,1,2\na,2,4\nb,0,1\nb,1,0\n");
        string big = folder.PathOf("big");
        ToolRun.Of($"train {Sample.Data(huge)} --hidden 400 --net 1 --samples 4096 --batch 4096 --steps 2 --out {big}")
            .Refused(ExitCode.Failure, "too large");
        Assert.False(Directory.Exists(big));
    }

    [Fact]
    public void Damaged_runs_are_refused()
    {
        string file = folder.Long(), run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(file, run)).Succeeded();
        string process = Path.Combine(run, "process.pbnn");
        byte[] bytes = File.ReadAllBytes(process);
        void Refused(byte[] content, string part)
        {
            File.WriteAllBytes(process, content);
            ToolRun.Of($"evaluate --run {run} {Sample.Data(file)}").Refused(ExitCode.Failure, "process.pbnn", part);
            ToolRun.Of($"predict --run {process} --at {file} --out {folder.PathOf("p.csv")}").Refused(ExitCode.Failure, part);
            Assert.False(File.Exists(folder.PathOf("p.csv")));
        }
        Refused(bytes[..^100], "corrupt or truncated");
        Refused([.. bytes[..200], (byte)~bytes[200], .. bytes[201..]], "corrupt or truncated");
        Refused([], "not a file of this tool");
        Refused([.. bytes[..4], 99, .. bytes[5..]], "another format version");
        Refused(File.ReadAllBytes(Path.Combine(run, "checkpoint.pbnn")), "a checkpoint");
        File.Delete(process);
        ToolRun.Of($"model --run {run}").Refused(ExitCode.Failure, "not finished", "--resume");
        string record = File.ReadAllText(Path.Combine(run, "run.json"));
        File.WriteAllText(Path.Combine(run, "run.json"), record.Replace("\"train\",", "\"train\", null,", StringComparison.Ordinal));
        ToolRun.Of($"train --out {run} --resume").Refused(ExitCode.Failure, "run.json", "the command of the run is not understood");
        File.WriteAllText(Path.Combine(run, "run.json"), "{ }");
        ToolRun.Of($"train --out {run} --resume").Refused(ExitCode.Failure, "run.json");
        File.Delete(Path.Combine(run, "checkpoint.pbnn"));
        ToolRun.Of($"evaluate --run {run} {Sample.Data(file)}").Refused(ExitCode.Failure, "is not the folder of a run");
        ToolRun.Of($"train --out {folder.PathOf("none")} --resume").Refused(ExitCode.Failure, "there is no run");
    }
}
