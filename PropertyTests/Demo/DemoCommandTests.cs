using ProbBnn.Cli;
using ProbBnn.PropertyTests.Cli;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Demo;

/// <summary>The command around the demo: what cannot be written is refused before anything is trained.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_before_training()
    {
        string file = folder.Write("taken", "not a folder");
        ToolRun.Of("demo", "--out", file).Refused(ExitCode.Failure, "is a file, not a folder", "--out");
        ToolRun.Of("demo", "--out", Path.Combine(file, "below")).Refused(ExitCode.Failure, "is a file, not a folder");
        ToolRun.Of("demo", "--out", Path.Combine(file, "far", "below")).Refused(ExitCode.Failure, "is a file, not a folder");
        Directory.CreateDirectory(folder.PathOf("odd/report.html"));
        ToolRun.Of("demo", "--out", folder.PathOf("odd")).Refused(ExitCode.Failure, "report.html");
        Directory.CreateDirectory(folder.PathOf("strange/picture.svg"));
        ToolRun.Of("demo", "--out", folder.PathOf("strange")).Refused(ExitCode.Failure, "picture.svg");
    }

    [Fact]
    public void Checking_a_place_leaves_nothing_there()
    {
        new DemoFolder(folder.PathOf("a/b/c")).RequireWritable();
        new DemoFolder(folder.PathOf("a/")).RequireWritable();
        Assert.Empty(Directory.GetFileSystemEntries(folder.Folder));
    }

    [Theory]
    [InlineData("demo --seed one", "--seed")]
    [InlineData("demo --seed -1", "--seed")]
    [InlineData("demo --out", "--out")]
    [InlineData("demo --steps 10", "--steps")]
    public void Wrong_usage_is_refused(string line, string part) => ToolRun.Of(line).Refused(ExitCode.Usage, part);

    [Fact]
    public void Interrupting_it_writes_nothing()
    {
        string place = folder.PathOf("demo");
        ToolRun.InterruptedAt("learning the prior", $"demo --out {place}").Refused(ExitCode.Interrupted, "interrupted");
        Assert.False(Directory.Exists(place));
    }
}
