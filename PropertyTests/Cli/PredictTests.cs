using System.Globalization;
using ProbBnn.Cli;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public sealed class PredictTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string run;

    public PredictTests()
    {
        run = folder.PathOf("run");
        ToolRun.Of(Sample.Train(folder.Long(), run)).Succeeded();
    }

    public void Dispose() => folder.Dispose();

    private string[][] Predict(string context, string query, string options = "", string name = "p.csv")
    {
        string contextFile = folder.Write("context.csv", context), queryFile = folder.Write("query.csv", query);
        ToolRun.Of($"predict --run {run} --context {contextFile} --at {queryFile} --out {folder.PathOf(name)} --samples 9 {options}")
            .Succeeded();
        return Rows(name);
    }

    private string[][] Rows(string name) => [.. File.ReadAllLines(folder.PathOf(name)).Select(row => row.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void Columns_repeat_keys_and_inputs_and_rows_keep_their_order()
    {
        var rows = Predict("task,x,y\nb,0,10\na,1,11\nb,1,12\n", "x,extra,task\n0.5,u,b\n-1.25,v,a\n0.5,w,c\n");
        Assert.Equal(["task", "x", "y_mean", "y_sd", "y_epistemic_sd", "y_q05", "y_q50", "y_q95"], rows[0]);
        Assert.Equal([["b", "0.5"], ["a", "-1.25"], ["c", "0.5"]], rows[1..].Select(row => row[..2]));
        Assert.All(rows[1..], row =>
        {
            double[] v = [.. row[2..].Select(Number)];
            Assert.True(v[1] > v[2] && v[2] > 0);
            Assert.True(v[3] < v[4] && v[4] < v[5]);
        });
    }

    [Fact]
    public void Latent_predictions_have_no_noise()
    {
        const string Context = "x,y\n0,10\n1,12\n", Query = "x\n0.5\n2\n";
        var noisy = Predict(Context, Query);
        var latent = Predict(Context, Query, "--latent");
        Assert.Equal(["x", "y_mean"], latent[0][..2]);
        Assert.All(noisy[1..].Zip(latent[1..]), p =>
        {
            Assert.Equal(p.First[1], p.Second[1]);
            Assert.Equal(p.First[3], p.Second[3]);
            Assert.Equal(Number(p.Second[2]), Number(p.Second[3]), 1e-12);
            Assert.True(Number(p.First[2]) > Number(p.Second[2]));
        });
    }

    [Fact]
    public void A_prediction_does_not_depend_on_what_else_is_asked_for()
    {
        const string Context = "task,x,y\na,0,10\na,1,12\nb,0,9\n";
        var both = Predict(Context, "task,x\na,0.5\nb,0.5\na,1.5\n");
        var alone = Predict("task,x,y\na,0,10\na,1,12\n", "task,x\na,1.5\n");
        Assert.Equal(both[3], alone[1]);
        Assert.Equal(File.ReadAllText(folder.PathOf("p.csv")), Reread("--threads 2"));
    }

    [Fact]
    public void Functions_go_to_a_second_file_and_their_mean_is_the_latent_mean()
    {
        Predict("task,x,y\na,0,10\n", "task,x\na,0.5\na,1\nz,1\n", "--functions 9 --latent");
        var functions = Rows("p.functions.csv");
        Assert.Equal(["task", "function", "x", "y"], functions[0]);
        Assert.Equal(27, functions.Length - 1);
        double mean = functions[1..10].Average(row => Number(row[3]));
        Assert.Equal(Number(Rows("p.csv")[1][2]), mean, 1e-9);
    }

    [Fact]
    public void An_empty_context_predicts_from_the_prior_and_far_queries_are_warned_of()
    {
        var empty = Predict("task,x,y\n", "task,x\na,0.5\na,100\n", "--seed 4");
        string query = folder.PathOf("query.csv");
        var none = ToolRun.Of($"predict --run {run} --at {query} --out {folder.PathOf("n.csv")} --samples 9 --seed 4").Succeeded();
        Assert.Equal(empty, Rows("n.csv"));
        Assert.Contains("warning: 1 of 2 points lie outside the range", none.Error, StringComparison.Ordinal);
        Assert.Contains("1 task without observed points", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_files_are_refused_and_nothing_is_written()
    {
        string good = folder.Write("good.csv", "task,x,y\na,0,10\n"), query = folder.Write("query.csv", "task,x\na,0\n");
        void Refused(string context, string at, params string[] parts)
        {
            ToolRun.Of($"predict --run {run} --context {context} --at {at} --out {folder.PathOf("p.csv")}")
                .Refused(ExitCode.Failure, parts);
            Assert.False(File.Exists(folder.PathOf("p.csv")));
        }
        Refused(folder.Write("empty.csv", ""), query, "empty.csv", "is empty");
        Refused(folder.Write("text.csv", "task,x,y\na,0,ten\n"), query, "text.csv, row 2, column 'y'");
        Refused(good, folder.Write("z.csv", "task,z\na,0\n"), "z.csv", "'x'");
        Refused(good, folder.Write("h.csv", "task,x\n"), "h.csv", "no rows");
        Refused(good, folder.Write("t.csv", "x\n0\n"), "t.csv", "'task'");
        Refused(folder.PathOf("none.csv"), query, "none.csv", "does not exist");
        Refused(good, folder.Write("inf.csv", "task,x\na,inf\n"), "inf.csv, row 2");
        Refused(folder.Write("huge.csv", "task,x,y\na,0,1e300\n"), query, "the task 'a'", "huge values");
    }

    private string Reread(string options)
    {
        ToolRun.Of($"predict --run {run} --context {folder.PathOf("context.csv")} --at {folder.PathOf("query.csv")} "
            + $"--out {folder.PathOf("again.csv")} --samples 9 {options}").Succeeded();
        return File.ReadAllText(folder.PathOf("again.csv"));
    }
}
