using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public sealed class WideFilesTests : IDisposable
{
    private const string Grid = "point,a,b\n0,1,10\n1,2,20\n2,3,30\n";
    private const string First = "task,p0,p1,p2\nt,1,2,3\nu,4,,6\nv,7,8,9\n";
    private const string Second = "task,p0,p1,p2\nv,-7,-8,-9\nu,-4, ,-6\nt,-1,-2,-3\n";
    private const string Table = "task,site,year\nv,north,1\nt,south,1\nu,north,2\nw,north,3\n";

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void Outputs_join_on_the_task_and_blank_points_are_left_out()
    {
        var (tasks, notes) = WideFiles.Read(Source() with { TaskTable = temp.Write("tasks.csv", Table), GroupColumn = "site" });
        Assert.Equal(["a", "b"], tasks.InputNames);
        Assert.Equal(["one", "two"], tasks.OutputNames);
        Assert.Equal([("t", "south"), ("u", "north"), ("v", "north")], tasks.Tasks.Select(t => (t.Id, t.Group!)));
        Assert.Equal([1, 10, 3, 30], tasks.Tasks[1].Inputs.ToArray());
        Assert.Equal([4, -4, 6, -6], tasks.Tasks[1].Outputs.ToArray());
        Assert.Equal([7, -7, 8, -8, 9, -9], tasks.Tasks[2].Outputs.ToArray());
        Assert.Equal(new DataNotes([new DataNote.UnobservedPoints(1), new DataNote.UnusedTableRows(1)]), notes);
    }

    [Fact]
    public void Inputs_can_be_chosen_and_tasks_filtered()
    {
        var source = Source() with { TaskTable = temp.Write("tasks.csv", Table), Where = ("year", "1"), Inputs = ["b"] };
        var (tasks, _) = WideFiles.Read(source);
        Assert.Equal(["t", "v"], tasks.Tasks.Select(t => t.Id));
        Assert.Equal([10, 20, 30], tasks.Tasks[0].Inputs.ToArray());
        Assert.Null(tasks.Tasks[0].Group);
    }

    [Fact]
    public void Tasks_without_values_are_left_out_and_counted()
    {
        var (tasks, notes) = WideFiles.Read(new WideSource(
            temp.Write("inputs.csv", Grid), [("y", temp.Write("y.csv", "task,p0,p1,p2\nt,,,\nu,1,2,3\n"))]));
        Assert.Equal("u", Assert.Single(tasks.Tasks).Id);
        Assert.Equal((3, 1), (notes.UnobservedPoints, notes.TasksWithoutPoints));
    }

    /// <summary>A set over a shared grid with holes reads the same from wide files as from the long file.</summary>
    [Fact]
    public void Wide_and_long_files_of_the_same_tasks_agree() => Law.Holds(
        from seed in Gen.Choose(0, 1_000_000)
        from points in Gen.Choose(1, 12)
        from count in Gen.Choose(1, 6)
        select (seed, points, count),
        c =>
        {
            var key = RandomKey.FromSeed((ulong)c.seed);
            bool Observed(int t, int p) => p == 0 || key.Fold("observed").Uniform(t, p) < 0.7;
            string Cell(string output, int t, int p) => Observed(t, p) ? key.Fold(output).Normal(t, p).ToString("R", null) : "";
            string Wide(string output) => "task," + string.Join(',', Enumerable.Range(0, c.points).Select(p => $"p{p}")) + "\n"
                + string.Concat(Enumerable.Range(0, c.count).Select(t =>
                    $"t{t}," + string.Join(',', Enumerable.Range(0, c.points).Select(p => Cell(output, t, p))) + "\n"));
            string grid = "point,x\n" + string.Concat(Enumerable.Range(0, c.points).Select(p => $"{p},{p * 0.5:R}\n"));
            string rows = "task,x,u,v\n" + string.Concat(
                from t in Enumerable.Range(0, c.count)
                from p in Enumerable.Range(0, c.points)
                select $"t{t},{p * 0.5:R},{Cell("u", t, p)},{Cell("v", t, p)}\n");
            var wide = WideFiles.Read(new WideSource(
                temp.Write("grid.csv", grid), [("u", temp.Write("u.csv", Wide("u"))), ("v", temp.Write("v.csv", Wide("v")))]));
            var flat = LongCsv.Read(new LongCsvSource(temp.Write("long.csv", rows), "task", ["x"], ["u", "v"]));
            RandomTasks.RequireEqual(flat.Tasks, wide.Tasks);
            Assert.Equal(flat.Notes, wide.Notes);
        });

    public static TheoryData<string, string, string, string, string[]> BadFiles => new()
    {
        { "point,a\n0,1\n1,2\n", First, Second, Table, ["one.csv", "row 1", "got 3 value columns", "expected 2", "inputs.csv"] },
        { "point,a\n0,1\n1,x\n2,3\n", First, Second, Table, ["inputs.csv", "row 3", "column 'a'", "'x'"] },
        { "point,a\n0,1\n1,\n2,3\n", First, Second, Table, ["inputs.csv", "row 3", "column 'a'", "blank"] },
        { "point,a\n0,1\n1,2\n1,3\n", First, Second, Table, ["inputs.csv", "row 4", "the point occurs twice", "row 3"] },
        { "point,a\n0,1\n2,2\n1,3\n", First, Second, Table, ["one.csv", "column 'p1'", "expected p2"] },
        { "point\n0\n1\n", First, Second, Table, ["inputs.csv", "no inputs"] },
        { "point,a\n", First, Second, Table, ["inputs.csv", "no rows"] },
        { "", First, Second, Table, ["inputs.csv", "is empty"] },
        { Grid, "task,p0,p1,p2\n", Second, Table, ["one.csv", "no rows"] },
        { Grid, First + "u,4,5,6\n", Second, Table, ["one.csv", "row 5", "the task occurs twice", "'u'", "row 3"] },
        { Grid, First + "x,4,5\n", Second, Table, ["one.csv", "row 5", "got 3 fields, expected 4"] },
        { Grid, First + ",4,5,6\n", Second, Table, ["one.csv", "row 5", "column 'task'", "blank"] },
        { Grid, First, Second.Replace("-8", "oops", StringComparison.Ordinal), Table, ["two.csv", "row 2", "column 'p1'", "'oops'"] },
        { Grid, First, Second.Replace("-8", "nan", StringComparison.Ordinal), Table, ["two.csv", "row 2", "column 'p1'", "not a finite"] },
        { Grid, First, Second.Replace("-8", "", StringComparison.Ordinal), Table, ["two.csv", "row 2", "column 'p1'", "blank while"] },
        { Grid, First, Second + "z,1,2,3\n", Table + "z,a,1\n", ["one.csv", "the task 'z' is missing", "two.csv", "row 5"] },
        { Grid, First + "z,1,2,3\n", Second, Table + "z,a,1\n", ["two.csv", "the task 'z' is missing", "one.csv", "row 5"] },
        { Grid, First, Second, "task,site\nt,a\nv,b\n", ["one.csv", "row 3", "'u'", "not in the task table", "tasks.csv"] },
        { Grid, First, Second, Table + "t,south,1\n", ["tasks.csv", "row 6", "the task occurs twice", "row 3"] },
        { Grid, First, Second, Table.Replace("south", "", StringComparison.Ordinal), ["tasks.csv", "row 3", "column 'site'", "blank"] },
        { Grid, First, Second, "task,place\nt,a\n", ["tasks.csv", "group column 'site' does not exist", "'place'"] },
        { Grid, First, Second, "task,site\n", ["tasks.csv", "no rows"] },
        { Grid, "task,p0,p1,p2\nt,,,\n", "task,p0,p1,p2\nt,,,\n", Table, ["one.csv", "no task has an observed point"] },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Bad_files_are_refused_with_the_place(string grid, string first, string second, string table, string[] parts) =>
        Refusal.Of<DataException>(
            () => WideFiles.Read(Source(grid, first, second) with { TaskTable = temp.Write("tasks.csv", table), GroupColumn = "site" }),
            parts);

    [Fact]
    public void Bad_options_are_refused()
    {
        string table = temp.Write("tasks.csv", Table);
        Refusal.Of<DataException>(
            () => WideFiles.Read(Source() with { TaskTable = table, Where = ("site", "East") }), "got 'East'", "'north', 'south'");
        Refusal.Of<DataException>(() => WideFiles.Read(Source() with { TaskTable = table, Where = ("sit", "x") }), "did you mean 'site'?");
        Refusal.Of<DataException>(() => WideFiles.Read(Source() with { Inputs = ["c"] }), "input column 'c' does not exist");
        Refusal.Of<OptionException>(() => WideFiles.Read(Source() with { Inputs = ["a", "point"] }), "'point' is the index");
        Refusal.Of<OptionException>(() => WideFiles.Read(Source() with { Where = ("site", "north") }), "need a task table");
        Refusal.Of<OptionException>(() => WideFiles.Read(Source() with { GroupColumn = "site" }), "need a task table");
        Refusal.Of<OptionException>(() => WideFiles.Read(Source() with { Values = [] }), "at least one output");
        Refusal.Of<OptionException>(() => WideFiles.Read(Source() with { Values = [("a", temp.PathOf("one.csv"))] }), "'a' is used twice");
    }

    private WideSource Source(string grid = Grid, string first = First, string second = Second) => new(
        temp.Write("inputs.csv", grid), [("one", temp.Write("one.csv", first)), ("two", temp.Write("two.csv", second))]);
}
