using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public sealed class SplitFileTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Reading_undoes_writing() => Law.Holds(RandomTasks.Any, tasks =>
    {
        if (tasks.Tasks.Any(t => t.Points > 1))
        {
            var splits = EvaluationSplits.Draw(tasks, 0.3, RandomKey.FromSeed(1));
            SplitFile.Write(splits, tasks, temp.PathOf("splits.csv"));
            Assert.Equal(splits, SplitFile.Read(temp.PathOf("splits.csv"), tasks));
        }
    });

    [Fact]
    public void The_split_of_a_task_does_not_depend_on_the_others()
    {
        var tasks = SplitTests.Grouped(20, 3);
        var key = RandomKey.FromSeed(5);
        var all = EvaluationSplits.Draw(tasks, 0.5, key);
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i % 4 > 1), all.Items.Select(item => item.Task));
        var some = EvaluationSplits.Draw(tasks.Select([11, 3]), 0.5, key);
        Assert.Equal(all.Items.First(item => item.Task == 11).Split, some.Items[0].Split);
        Assert.Equal(all.Items.First(item => item.Task == 3).Split, some.Items[1].Split);
        Refusal.Of<DataException>(() => EvaluationSplits.Draw(tasks.Select([0, 1]), 0.5, key), "no task has at least two points");
    }

    [Fact]
    public void Points_and_tasks_may_be_left_out_and_the_context_empty()
    {
        string path = temp.Write("s.csv", "role,task,point\ntarget,task 3,2\ncontext,task 2,1\ntarget,task 2,0\n");
        Assert.Equal(
            new EvaluationSplits([(2, new ContextSplit([1], [0])), (3, new ContextSplit([], [2]))]),
            SplitFile.Read(path, SplitTests.Grouped(4, 1)));
    }

    [Theory]
    [InlineData("task,point,role\ntask 9,0,target\n", "row 2", "column 'task'", "'task 9'")]
    [InlineData("task,point,role\ntask 3,3,target\n", "row 2", "column 'point'", "from 0 to 2")]
    [InlineData("task,point,role\ntask 3,-1,target\n", "row 2", "column 'point'", "from 0 to 2")]
    [InlineData("task,point,role\ntask 3,1.5,target\n", "row 2", "column 'point'", "'1.5'")]
    [InlineData("task,point,role\ntask 0,0,target\n", "row 2", "column 'point'", "has none")]
    [InlineData("task,point,role\ntask 3,1,test\n", "row 2", "column 'role'", "'context' or 'target'")]
    [InlineData("task,point,role\ntask 3,1,target\ntask 3,1,context\n", "row 3", "occurs twice", "row 2")]
    [InlineData("task,point,role\ntask 3,1,context\n", "'task 3' has no target", "s.csv", "role target")]
    [InlineData("task,point,roles\ntask 3,1,context\n", "'role' does not exist", "did you mean 'roles'?", "s.csv")]
    [InlineData("task,point,role\n", "s.csv", "no rows", "header")]
    public void Bad_files_are_refused_with_the_place(string text, string a, string b, string c) =>
        Refusal.Of<DataException>(() => SplitFile.Read(temp.Write("s.csv", text), SplitTests.Grouped(4, 1)), a, b, c);
}
