using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public class TaskSetTests
{
    [Fact]
    public void A_task_is_refused_where_its_numbers_do_not_fit()
    {
        Refusal.Of<DataException>(() => new DataTask("a", [1, 2, 3], [1], 2, 1), "task a", "3 input and 1 output numbers");
        Refusal.Of<DataException>(() => new DataTask("a", [1, 2], [1], 1, 1), "do not fit together");
        Refusal.Of<DataException>(() => new DataTask("a", [], [], 0, 1), "do not fit together");
        Refusal.Of<DataException>(() => new DataTask("a", [1, 2, double.NaN, 4], [1, 2], 2, 1), "task a, point 1, input 0", "NaN");
        Refusal.Of<DataException>(
            () => new DataTask("a", [1, 2], [1, 2, 3, double.PositiveInfinity], 1, 2), "task a, point 1, output 1", "Infinity");
    }

    [Fact]
    public void A_set_is_refused_where_its_tasks_do_not_fit()
    {
        var task = new DataTask("a", [1], [2], 1, 1);
        Refusal.Of<DataException>(() => new TaskSet(["x"], ["y"], [task, task]), "task a", "occurs twice");
        Refusal.Of<DataException>(() => new TaskSet(["x", "z"], ["y"], [task]), "task a", "got 1 inputs", "expected 2 inputs");
    }

    [Fact]
    public void A_task_keeps_its_own_copy_and_selects_points()
    {
        double[] x = [1, 2, 3, 4], y = [5, 6];
        var task = new DataTask("a", x, y, 2, 1, "g");
        x[0] = y[0] = 0;
        Assert.Equal([1, 2], task.InputsOf(0).ToArray());
        var selected = task.Select([1, 0, 1]);
        Assert.Equal([3, 4, 1, 2, 3, 4], selected.Inputs.ToArray());
        Assert.Equal([6, 5, 6], selected.Outputs.ToArray());
        Assert.Equal(("a", "g", 3), (selected.Id, selected.Group, selected.Points));
        Assert.Equal(0, task.Select([]).Points);
    }
}
