using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Benchmarks;
using ProbBnn.Foundation;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Benchmarks;

/// <summary>Files of finished fits.</summary>
public class RunLogTests
{
    /// <summary>0 to 6 fits with numbers of any size, bounds present or absent.</summary>
    private static readonly Gen<PriorRun[]> Fits =
        from count in Gen.Choose(0, 6)
        from runs in Gen.ArrayOf(
            from task in Gen.Choose(0, 15)
            from method in Gen.Elements("nuts", "per-task", "a \"name\", with commas")
            from mantissa in Gen.Choose(-99999, 99999)
            from exponent in Gen.Choose(-300, 290)
            from bound in Gen.Elements<double?>(null, -1.5)
            select new PriorRun(
                new PriorFit("sawtooth", PriorFit.Learned, method, "4 x (200 + 200)", task, "0123456789ab"), 7, mantissa * Math.Pow(10, exponent), 0.1,
                bound, null, 1.25), count)
        select runs;

    [Fact]
    public void What_was_added_is_read_back_from_several_files_in_order() => Law.Holds(
        from first in Fits from second in Fits select (first, second), c =>
    {
        using var folder = new TempFolder();
        string one = folder.PathOf("one.jsonl"), two = folder.PathOf("two.jsonl");
        foreach (var (file, runs) in new[] { (one, c.first), (two, c.second) })
        {
            var log = RunLog<PriorRun>.Open(file);
            Array.ForEach(runs, run => log.Ensure(_ => false, () => run));
            Array.ForEach(runs, run => log.Ensure(known => known == run, () => throw new InvalidOperationException("made twice")));
            Assert.Equal(runs, log.Runs);
        }
        Assert.Equal(c.first.Concat(c.second), RunLog<PriorRun>.Open([one, two]).Runs);
    }, count: 40);

    [Fact]
    public void A_torn_line_is_named()
    {
        using var folder = new TempFolder();
        string path = folder.Write("fits.jsonl", "{\"fit\":{\"family\":\"saw\n");
        var refusal = Assert.Throws<DataException>(() => RunLog<PriorRun>.Open(path));
        Assert.Contains($"{path}, line 1", refusal.Message, StringComparison.Ordinal);
    }
}
