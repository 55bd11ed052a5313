using System.CommandLine;
using ProbBnn.Benchmarks;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Benchmarks;

/// <summary>The verbs of the studies on the smallest of inputs: every method runs, and what is finished is not made again.</summary>
public class StudyVerbTests
{
    [Fact]
    public void Priors_runs_every_method_under_both_priors_and_resumes()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("priors.jsonl");
        string[] arguments =
        [
            "priors", "--families", "sawtooth", "--tasks", "1", "--steps", "1", "--climb", "1", "--warmup", "2", "--draws", "4",
            "--samples", "1", "--train-tasks", "12", "--train-steps", "1", "--out", file, "--methods",
        ];
        string[] methods = ["amortised", "map", "mean-field", "unitwise", "inducing", "per-task", "langevin"];
        Assert.Equal(0, Run([.. arguments, .. methods[..^1]]));
        string[] first = File.ReadAllLines(file);
        byte[] process = File.ReadAllBytes(folder.PathOf("sawtooth.pbnn"));
        Assert.Equal(0, Run([.. arguments, .. methods]));
        string[] second = File.ReadAllLines(file);
        Assert.Equal(first, second[..first.Length]);
        Assert.Equal(process, File.ReadAllBytes(folder.PathOf("sawtooth.pbnn")));
        var fits = RunLog<PriorRun>.Open(file).Runs;
        Assert.Equal(
            methods.SelectMany(m => m == "amortised" ? [(m, PriorFit.Learned)] : new[] { (m, PriorFit.Learned), (m, PriorFit.Fixed) }),
            fits.Select(r => (r.Fit.Method, r.Fit.Prior)));
        Assert.All(fits, r => Assert.Equal(r.Fit.Method is "map" or "langevin", r.Elbo is null));
        Assert.Equal(0, Run(["priors", "--out", file, "--report", folder.PathOf("report")]));
        Assert.True(File.Exists(Path.Combine(folder.PathOf("report"), PriorsReport.FigureName)));
    }

    /// <summary>Twenty rows of y = 2 x exactly; unit and offset of y come back in the scores.</summary>
    [Fact]
    public void Tabular_scores_in_the_unit_of_the_target_and_resumes()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("line"));
        void Write(string name, IEnumerable<object> lines) => folder.Write($"line/{name}", string.Concat(lines.Select(l => $"{l}\n")));
        Write("data.txt", Enumerable.Range(0, 20).Select(i => (object)FormattableString.Invariant($"{i} {1000 + 200 * i}")));
        Write("index_features.txt", [0]);
        Write("index_target.txt", [1]);
        Write("index_train_0.txt", Enumerable.Range(0, 20).Where(i => i % 4 != 1).Select(i => (object)i));
        Write("index_test_0.txt", Enumerable.Range(0, 20).Where(i => i % 4 == 1).Select(i => (object)i));
        string file = folder.PathOf("tabular.jsonl");
        string[] arguments =
        [
            "tabular", "--data", folder.Folder, "--sets", "line", "--splits", "0", "--methods", "ensemble", "per-task", "--steps", "300",
            "--climb", "300", "--out", file,
        ];
        Assert.Equal(0, Run(arguments));
        string once = File.ReadAllText(file);
        Assert.Equal(0, Run(arguments));
        Assert.Equal(once, File.ReadAllText(file));
        var fits = RunLog<TabularRun>.Open(file).Runs;
        Assert.Equal(2, fits.Count);
        // The standard deviation of the target is 1150: a log density above -log(1150) - 1/2 log(2 pi e) = -8.47 is better than none.
        Assert.All(fits, r => Assert.True(r.LogDensity > -7.5 && r.Rmse < 300 && r.Rmse > 0.01, $"{r}"));
    }

    private static int Run(string[] arguments) =>
        new RootCommand { PriorsBenchmark.Verb(), TabularBenchmark.Verb() }.Parse(arguments).Invoke();
}
