using System.Security.Cryptography;
using ProbBnn.Data;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Data;

public sealed class WritingTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        string path = temp.Write("out.csv", "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        Refusal.Of<DataException>(() => AtomicFile.Write(path, _ => throw new IOException("No space left.")), path, "No space left");
        Assert.Equal([path], Directory.GetFiles(temp.Folder));
        Assert.Equal("old", File.ReadAllText(path));
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        string link = File.CreateSymbolicLink(temp.PathOf("link.csv"), path).FullName;
        AtomicFile.Write(link, stream => stream.Write("through the link"u8));
        Assert.Equal("through the link", File.ReadAllText(path));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Places_that_cannot_be_written_are_refused()
    {
        var tasks = new Sawtooth().Generate(1, RandomKey.FromSeed(1));
        Refusal.Of<DataException>(() => LongCsv.Write(tasks, temp.Folder), temp.Folder, "the name of a folder");
        Refusal.Of<DataException>(() => LongCsv.Write(tasks, temp.PathOf("none/out.csv")), "does not exist", "create the folder");
    }

    [Fact]
    public void Whether_a_place_can_be_written_is_found_out_without_a_trace()
    {
        string path = temp.Write("out.csv", "old"), none = temp.PathOf("none/out.csv");
        AtomicFile.RequireWritable(path);
        AtomicFile.RequireWritable(temp.PathOf("new.csv"));
        Refusal.Of<DataException>(() => AtomicFile.RequireWritable(none), none, "create the folder");
        Refusal.Of<DataException>(() => AtomicFile.RequireWritable(temp.Folder), "the name of a folder");
        Assert.Equal([path], Directory.GetFiles(temp.Folder));
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void Devices_are_never_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no device files");
        string link = File.CreateSymbolicLink(temp.PathOf("link.csv"), "/dev/null").FullName;
        foreach (string path in new[] { "/dev/null", "/dev/probbnn-has-no-such-device", "/proc/self/fd/1", link })
        {
            Refusal.Of<DataException>(() => AtomicFile.RequireWritable(path), path, "a device or a pipe");
        }
    }

    [Fact]
    public void The_temporary_file_is_not_named_to_the_user()
    {
        string path = temp.PathOf("out.csv");
        string message = Assert.Throws<DataException>(() => AtomicFile.Write(path, stream =>
            throw new IOException($"No space left on device : '{((FileStream)stream).Name}'"))).Message;
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
        Assert.Contains("got No space left on device;", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_that_could_not_be_read_back_are_not_written()
    {
        TaskSet Set(string x, string id, string? group, string? group2 = null) => new(
            [x], ["y"], [new DataTask(id, [1], [2], 1, 1, group), new DataTask("b", [1], [2], 1, 1, group2)]);
        string path = temp.PathOf("out.csv");
        Refusal.Of<DataException>(() => LongCsv.Write(Set("task", "a", null), path), path, "'task'");
        Refusal.Of<DataException>(() => LongCsv.Write(Set("y", "a", null), path), path, "'y'");
        Refusal.Of<DataException>(() => LongCsv.Write(Set("x", " ", null), path), path, "blank id");
        Refusal.Of<DataException>(() => LongCsv.Write(Set("x", "a", " ", "g"), path), path, "blank id or group");
        Refusal.Of<DataException>(() => LongCsv.Write(Set("x", "a", "g"), path), "'b'", "a group for every task or for none");
        Assert.Empty(Directory.GetFiles(temp.Folder));
        LongCsv.Write(Set("task", "a", null), path, taskColumn: "id");
        Assert.Equal("id,task,y\na,1,2\nb,1,2\n", File.ReadAllText(path));
    }

    [Fact]
    public void The_hash_of_a_file_is_its_sha256()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", DataHash.OfFile(temp.Write("abc", "abc")));
        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7)).ToArray();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), DataHash.OfFile(temp.Write("large", bytes)));
        Refusal.Of<DataException>(() => DataHash.OfFile(temp.PathOf("none")), "none", "does not exist");
    }
}
