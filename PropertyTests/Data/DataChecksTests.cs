using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public class DataChecksTests
{
    private static readonly DataTask One = new("one", [1], [5], 1, 1);
    private static readonly DataTask Two = new("two", [1, 2], [5, 5], 1, 1);
    private static readonly DataTask None = new("none", [], [], 1, 1);

    [Fact]
    public void Tasks_of_one_point_are_counted_and_constant_outputs_warned_of()
    {
        var notes = DataChecks.ForTraining(new TaskSet(["x"], ["y"], [One, Two, None]));
        Assert.Equal(new DataNotes([new DataNote.OnePointTasks(1), new DataNote.ConstantOutput("y", 5)]), notes);
        Assert.Equal(["the output 'y' is 5 at every point: there is nothing to learn"], notes.Warnings.Select(w => w.ToString()));
        var inputs = DataChecks.ForTraining(new TaskSet(["x", "z"], ["y"], [new DataTask("a", [1, 7, 2, 7], [3, 4], 2, 1)]));
        Assert.Equal(new DataNotes([new DataNote.ConstantInput("z", 7)]), inputs);
    }

    [Fact]
    public void Without_a_task_of_two_points_there_is_nothing_to_train_on()
    {
        Refusal.Of<DataException>(
            () => DataChecks.ForTraining(new TaskSet(["x"], ["y"], [One, None])), "no task has at least two points", "task column");
        Refusal.Of<DataException>(() => DataChecks.ForTraining(new TaskSet(["x"], ["y"], [])), "no task has at least two points");
        TaskSet Spread(double y) => new(["x"], ["y"], [new DataTask("a", [1, 2], [y, -y], 1, 1)]);
        Refusal.Of<DataException>(() => DataChecks.ForTraining(Spread(1e160)), "'y'", "too large", "a larger unit");
        Refusal.Of<DataException>(() => DataChecks.ForTraining(Spread(1e-160)), "'y'", "too small", "a smaller unit");
        Assert.Equal(DataNotes.None, DataChecks.ForTraining(Spread(1e150)));
        Assert.Equal(DataNotes.None, DataChecks.ForTraining(Spread(1e-150)));
    }

    [Fact]
    public void Notes_read_well()
    {
        Assert.Equal("1 task has a single point", new DataNote.OnePointTasks(1).ToString());
        Assert.Equal("2 tasks have a single point", new DataNote.OnePointTasks(2).ToString());
        Assert.Equal("3 points without outputs were left out", new DataNote.UnobservedPoints(3).ToString());
        Assert.Equal("1 task has no observed point and was left out", new DataNote.TasksWithoutPoints(1).ToString());
        Assert.Equal("2 rows of the task table have no values", new DataNote.UnusedTableRows(2).ToString());
    }
}
