using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public sealed class PointFileTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Rows_keep_their_order_and_their_keys()
    {
        string path = temp.Write("at.csv", "x2,task,x1,note\n1,b,10,\n2, a ,20,z\n3,b,30,\n");
        var points = PointFile.Read(path, "task", ["x1", "x2"]);
        Assert.Equal(["b", " a ", "b"], points.TaskIds);
        Assert.Equal([10, 1, 20, 2, 30, 3], points.Inputs.ToArray());
        Assert.Equal([20, 2], points.InputsOf(1).ToArray());
        var byTask = points.ByTask().ToArray();
        Assert.Equal(["b", " a "], byTask.Select(t => t.TaskId));
        Assert.Equal([0, 2], byTask[0].Rows);
        Assert.Equal([10, 1, 30, 3], points.Gather(byTask[0].Rows));
    }

    [Fact]
    public void Without_a_task_column_all_rows_are_one_task()
    {
        var points = PointFile.Read(temp.Write("at.csv", "x\n1\n\n2\n"), null, ["x"]);
        Assert.Equal(["all", "all"], points.TaskIds);
        Assert.Equal([1, 2], points.Inputs.ToArray());
    }

    [Fact]
    public void Bad_files_are_refused()
    {
        string path = temp.Write("at.csv", "task,x\na,1\nb,\n");
        Refusal.Of<DataException>(() => PointFile.Read(path, "task", ["x"]), path, "row 3", "column 'x'", "blank");
        Refusal.Of<DataException>(() => PointFile.Read(path, "tsk", ["x"]), "task column 'tsk' does not exist", "did you mean 'task'?");
        Refusal.Of<DataException>(() => PointFile.Read(temp.Write("h.csv", "task,x\n"), "task", ["x"]), "h.csv", "no rows");
        Refusal.Of<OptionException>(() => PointFile.Read(path, "x", ["x"]), "'x' is used twice");
    }

    [Fact]
    public void The_header_can_be_read_alone()
    {
        Assert.Equal(["task", "x y", ""], CsvHeader.Read(temp.Write("a.csv", "task, x y ,\n")));
        Refusal.Of<DataException>(() => CsvHeader.Read(temp.Write("e.csv", "")), "is empty");
    }

    [Fact]
    public void Points_outside_the_training_range_are_counted()
    {
        var tasks = new TaskSet(["a", "b"], ["y"], [new DataTask("t", [0, 5, 2, 7], [0, 0], 2, 1), new DataTask("u", [1, -1], [0], 2, 1)]);
        var range = InputRange.Of(tasks);
        Assert.Equal(new InputRange([0, -1], [2, 7]), range);
        Assert.Equal(2, range.CountOutside([0, 7, 2.1, 0, 1, 1, -0.1, 8]));
        Refusal.Of<ShapeException>(() => range.CountOutside([1, 2, 3]), "3 numbers", "multiple of 2");
        Refusal.Of<DataException>(() => InputRange.Of(new TaskSet(["a"], ["y"], [])), "no point");
    }
}
