using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Docs;

/// <summary>The snippets of docs/data.md.</summary>
[Collection(nameof(RunsAlone))]
public sealed class DataSnippets : IDisposable
{
    private readonly DocumentFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Long_files_and_hold_out()
    {
        #region snippet:read-long
        TaskSet beats = TaskSet.FromCsv("beats.csv", task: "beat", inputs: ["t"], outputs: ["mV"], group: "record");
        #endregion
        #region snippet:hold-out
        TaskSplit split = TaskSplit.HoldOut(beats, fraction: 0.2, RandomKey.FromSeed(1).Fold("hold-out"), SplitBy.Group);
        TaskSet training = beats.Select(split.Training), unseen = beats.Select(split.HeldOut);
        #endregion
        Assert.Equal(8, training.Count);
        Assert.Single(unseen.Tasks.Select(task => task.Group).Distinct());
    }

    [Fact]
    public void Wide_files()
    {
        #region snippet:read-wide
        LoadedTasks loaded = WideFiles.Read(new WideSource(
            GridPath: "grid.csv",
            Values: [("mV", "volts.csv")],
            TaskTable: "tasks.csv",
            Where: ("beat", "normal"),                            // only these rows of the task table
            GroupColumn: "record"));

        Console.WriteLine($"{loaded.Tasks.Count} tasks; {string.Join("; ", loaded.Notes.Items)}");
        #endregion
        Assert.Equal(2, Assert.Single(loaded.Tasks.Tasks).Points);
        Assert.StartsWith("1 tasks; ", folder.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Families()
    {
        #region snippet:families
        TaskSet teeth = new Sawtooth { Noise = 0.1 }.Generate(tasks: 100, RandomKey.FromSeed(1));
        TaskSet steps = new Heaviside().Generate(tasks: 100, RandomKey.FromSeed(2));
        TaskSet draws = new GaussianProcess { Inputs = 2 }.Generate(tasks: 100, RandomKey.FromSeed(3));
        LongCsv.Write(teeth, "teeth.csv");
        #endregion
        Assert.Equal(100, TaskSet.FromCsv("teeth.csv", "task", ["x"], ["y"]).Count);
        Assert.Equal([100, 100], [steps.Count, draws.Count]);
    }

    [Fact]
    public void Errors_read_as_the_document_says()
    {
        #region snippet:data-error
        try
        {
            TaskSet.FromCsv("beats.csv", task: "beat", inputs: ["time"], outputs: ["mV"]);
        }
        catch (DataException error)
        {
            Console.WriteLine(error.Message);
        }
        #endregion
        Assert.Contains($"\n    {folder.Printed}", Repository.Text("docs/data.md"), StringComparison.Ordinal);
    }
}
