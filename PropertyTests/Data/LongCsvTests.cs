using System.Globalization;
using System.IO.Compression;
using System.Text;
using FsCheck.Fluent;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public sealed class LongCsvTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    /// <summary>Reading gives back what was written, bit for bit, but for tasks without points, which have no rows.</summary>
    [Theory]
    [InlineData("tasks.csv")]
    [InlineData("tasks.csv.gz")]
    public void Reading_undoes_writing(string name) => Law.Holds(RandomTasks.Any, tasks =>
    {
        string path = temp.PathOf(name);
        int empty = tasks.Tasks.Count(task => task.Points == 0);
        Assert.Equal(empty, LongCsv.Write(tasks, path).TasksWithoutPoints);
        string? group = tasks.Tasks.Any(task => task.Group is not null) ? "group" : null;
        var read = LongCsv.Read(new LongCsvSource(path, "task", tasks.InputNames, tasks.OutputNames, group, MayBeEmpty: true));
        Assert.Equal(DataNotes.None, read.Notes);
        RandomTasks.RequireEqual(tasks.Select(Enumerable.Range(0, tasks.Count).Where(i => tasks.Tasks[i].Points > 0)), read.Tasks);
    });

    /// <summary>However the rows of several tasks are mixed, every task has its points in file order.</summary>
    [Fact]
    public void Rows_of_a_task_need_not_be_adjacent() => Law.Holds(
        from seed in Gen.Choose(0, 1_000_000) from rows in Gen.Choose(1, 60) select (seed, rows),
        c =>
        {
            var key = RandomKey.FromSeed((ulong)c.seed);
            var taskOf = Enumerable.Range(0, c.rows).Select(row => key.Integer(row, 0, 5)).ToArray();
            string path = temp.Write("mixed.csv", "y,task,x\n" + string.Concat(taskOf.Select((task, row) => $"{-row},t{task},{row}\n")));
            var tasks = TaskSet.FromCsv(path, "task", ["x"], ["y"]);
            Assert.Equal(taskOf.Distinct().Select(t => $"t{t}"), tasks.Tasks.Select(t => t.Id));
            foreach (var task in tasks.Tasks)
            {
                var expected = Enumerable.Range(0, c.rows).Where(row => $"t{taskOf[row]}" == task.Id).Select(row => (double)row).ToArray();
                Assert.Equal(expected, task.Inputs.ToArray());
                Assert.Equal(expected.Select(v => -v), task.Outputs.ToArray());
            }
        });

    [Theory]
    [InlineData("task,x,y\n1,0.5,-2\n1,1e1,+3\n")]
    [InlineData("task,x,y\r\n1,0.5,-2\r\n1,1e1,+3\r\n")]
    [InlineData("\uFEFFtask,x,y\n1,0.5,-2\n1,1e1,+3")]
    [InlineData("\n task , x,\"y\"\n\n\"1\",\"0.5\", -2 \n  \n1,10,3\n\n")]
    [InlineData("other,y,task,,x,\nq,-2,1,,0.5,\n\"a,\"\"b\"\"\nc\",3,1,,1E+1,\n")]
    public void Layout_does_not_matter(string text)
    {
        var tasks = TaskSet.FromCsv(temp.Write("a.csv", text), "task", ["x"], ["y"]);
        Assert.Equal("1", Assert.Single(tasks.Tasks).Id);
        Assert.Equal([0.5, 10], tasks.Tasks[0].Inputs.ToArray());
        Assert.Equal([-2, 3], tasks.Tasks[0].Outputs.ToArray());
    }

    [Fact]
    public void Utf16_with_mark_is_read()
    {
        string path = temp.Write("a.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("größe,y\n1,2\n")]);
        Assert.Equal(2, TaskSet.FromCsv(path, null, ["größe"], ["y"]).Tasks[0].Outputs[0]);
    }

    [Fact]
    public void Without_a_task_column_there_is_one_task_called_all()
    {
        var tasks = TaskSet.FromCsv(temp.Write("a.csv", "x,y\n1,2\n3,4\n"), null, ["x"], ["y"]);
        Assert.Equal("all", Assert.Single(tasks.Tasks).Id);
        Assert.Equal(2, tasks.Points);
    }

    [Fact]
    public void Rows_with_blank_outputs_are_left_out_and_counted()
    {
        string path = temp.Write("a.csv", "task,x,u,v\na,1,,\na,2,5,6\nb,3, ,\nc,4,7,8\n,,,\nb,,,\n");
        var (tasks, notes) = LongCsv.Read(new LongCsvSource(path, "task", ["x"], ["u", "v"]));
        Assert.Equal(["a", "c"], tasks.Tasks.Select(t => t.Id));
        Assert.Equal([2], tasks.Tasks[0].Inputs.ToArray());
        Assert.Equal(new DataNotes([new DataNote.UnobservedPoints(4), new DataNote.TasksWithoutPoints(1)]), notes);
    }

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = comma;
        try
        {
            string path = temp.Write("a.csv", "x,y\n-1.5,2.25\n");
            var tasks = TaskSet.FromCsv(path, null, ["x"], ["y"]);
            Assert.Equal(-1.5, tasks.Tasks[0].Inputs[0]);
            LongCsv.Write(tasks, path);
            Assert.Equal("task,x,y\nall,-1.5,2.25\n", File.ReadAllText(path));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_empty_context_is_read_where_it_is_allowed()
    {
        foreach (string text in new[] { "task,x,y\n", "task,x,y\na,1,\n" })
        {
            var source = new LongCsvSource(temp.Write("a.csv", text), "task", ["x"], ["y"], MayBeEmpty: true);
            Assert.Equal(0, LongCsv.Read(source).Tasks.Count);
        }
    }

    public static TheoryData<string, string[]> BadFiles => new()
    {
        { "task,group,x,u,v\na,g,1,2,3\na,g,one,2,3\n", ["row 3", "column 'x'", "not a number", "'one'"] },
        { "task,group,x,u,v\na,g,1,2,3\na,g,\"1,5\",2,3\n", ["row 3", "column 'x'", "'1,5'", "decimal mark"] },
        { "task,group,x,u,v\n\na,g,,2,3\n", ["row 3", "column 'x'", "blank"] },
        { "task,group,x,u,v\na,g,1,NaN,3\n", ["row 2", "column 'u'", "not a finite number", "'NaN'", "blank"] },
        { "task,group,x,u,v\na,g,1,2,-inf\n", ["row 2", "column 'v'", "not a finite number", "'-inf'"] },
        { "task,group,x,u,v\na,g,Infinity,2,3\n", ["row 2", "column 'x'", "not a finite number"] },
        { "task,group,x,u,v\na,g,1e999,2,3\n", ["row 2", "column 'x'", "not a finite number", "'1e999'"] },
        { "task,group,x,u,v\na,g,1,2,NA\n", ["row 2", "column 'v'", "not a finite number", "'NA'"] },
        { "task,group,x,u,v\na,g,1,2,3\na,g,1,,3\n", ["row 3", "column 'u'", "blank while another output"] },
        { "task,group,x,u,v\na,g,1,2\n", ["row 2", "got 4 fields, expected 5"] },
        { "task,group,x,u,v\n\"a\nb\",g,1,2,3\na,g,1,2,3,\n", ["row 4", "got 6 fields, expected 5"] },
        { "task,group,x,u,v\n ,g,1,2,3\n", ["row 2", "column 'task'", "blank"] },
        { "task,group,x,u,v\na,,1,2,3\n", ["row 2", "column 'group'", "blank"] },
        { "task,group,x,u,v\na,g,1,2,3\nb,h,1,2,3\na,h,1,2,3\n", ["row 4", "column 'group'", "'a'", "got 'h'", "'g' as in row 2"] },
        { "task,group,X,u,v\na,g,1,2,3\n", ["input column 'x' does not exist", "'task', 'group', 'X', 'u', 'v'", "did you mean 'X'?"] },
        { "task;group;x;u;v\na;g;1;2;3\n", ["row 1", "does not exist", "separate the columns by commas"] },
        { "task,group,x,u,v,u\na,g,1,2,3,4\n", ["row 1", "the column 'u' twice"] },
        { "task,group,x,u,v\na,g,1,2,3\na,g,1,\"2,3\na,g,1,2,3\n", ["row 3", "double quote"] },
        { "task,group,x,u,v\na,g,1,2\"2,3\n", ["row 2", "double quote"] },
        { "task,group,x,u,v\n\"" + new string('z', 100_000) + "\",g,1,2,3\n", ["row 2", "double quote"] },
        { "task,group,x,u,v\n", ["has a header but no rows"] },
        { "task,group,x,u,v\na,g,1,,\n", ["no row has outputs"] },
        { "", ["is empty"] },
        { "\n\n", ["is empty"] },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Bad_files_are_refused_with_the_place(string text, string[] parts)
    {
        string path = temp.Write("bad.csv", text);
        Refusal.Of<DataException>(() => TaskSet.FromCsv(path, "task", ["x"], ["u", "v"], "group"), [path, .. parts]);
    }

    [Fact]
    public void Unreadable_files_are_refused()
    {
        Refusal.Of<DataException>(() => Read(temp.PathOf("none.csv")), "none.csv", "does not exist");
        Refusal.Of<DataException>(() => Read(temp.Folder), "is a folder");
        Refusal.Of<DataException>(() => Read(temp.Write("a.csv", [.. "x,y\n1,2\n"u8, 0xff, 0xfe, 0x80])), "a.csv", "not UTF-8");
    }

    /// <summary>A gzip file that is cut off anywhere, or has one byte changed in its data, is refused and never read in part.</summary>
    [Fact]
    public void Damaged_gzip_files_are_refused()
    {
        var key = RandomKey.FromSeed(3);
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i},{key.Normal(i, 0):R}\n"));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        var whole = packed.ToArray();
        Assert.Equal(2000, Read(temp.Write("a.csv.gz", whole)).Points);
        Assert.Equal(2000, Read(temp.Write("named-plainly.csv", whole)).Points);
        Law.Holds(Gen.Choose(2, whole.Length - 1), cut =>
            Refusal.Of<DataException>(() => Read(temp.Write("cut.csv.gz", whole[..cut])), "cut.csv.gz", "damaged or ends too early"));
        Law.Holds(Gen.Choose(10, whole.Length - 1), place =>
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= 0x55;
            Assert.Throws<DataException>(() => Read(temp.Write("changed.csv.gz", changed)));
        });
    }

    [Fact]
    public void Gzip_files_of_several_members_are_read_whole()
    {
        using var packed = new MemoryStream();
        foreach (string part in new[] { "x,y\n1,2\n", "3,4\n", "5,6\n" })
        {
            using var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(Encoding.UTF8.GetBytes(part));
        }
        Assert.Equal([2, 4, 6], Read(temp.Write("a.csv.gz", packed.ToArray())).Tasks[0].Outputs.ToArray());
    }

    [Fact]
    public void Columns_with_two_roles_are_refused()
    {
        string path = temp.Write("a.csv", "t,x,y\n1,2,3\n");
        Refusal.Of<OptionException>(() => TaskSet.FromCsv(path, "t", ["x"], ["x"]), "'x' is used twice");
        Refusal.Of<OptionException>(() => TaskSet.FromCsv(path, "t", ["x", "t"], ["y"]), "'t' is used twice");
        Refusal.Of<OptionException>(() => TaskSet.FromCsv(path, "t", [], ["y"]), "at least one input");
        Refusal.Of<OptionException>(() => TaskSet.FromCsv(path, "t", ["x"], []), "at least one output");
    }

    private static TaskSet Read(string path) => TaskSet.FromCsv(path, null, ["x"], ["y"]);
}
