using System.Globalization;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Benchmarks;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Benchmarks;

/// <summary>Tables of numbers with published splits.</summary>
public class RegressionTableTests
{
    private sealed record Case(double[][] Rows, int[] Features, int Target, int[] Training, int[] Test, string Blank, bool Compressed);

    /// <summary>1 to 12 rows of 2 to 5 columns; any of them inputs, in any order; rows split anywhere, one side may be empty.</summary>
    private static readonly Gen<Case> Cases =
        from rows in Gen.Choose(1, 12)
        from columns in Gen.Choose(2, 5)
        from numbers in Gen.ArrayOf(Gen.Choose(-1_000_000, 1_000_000), rows * columns)
        from order in Gen.Shuffle(Enumerable.Range(0, columns).ToArray())
        from inputs in Gen.Choose(1, columns - 1)
        from shuffled in Gen.Shuffle(Enumerable.Range(0, rows).ToArray())
        from training in Gen.Choose(0, rows)
        from blank in Gen.Elements(" ", "\t", "   ", " \t ")
        from compressed in Gen.Elements(true, false)
        select new Case(
            [.. numbers.Select(n => n / 7.0).Chunk(columns)], order[1..(inputs + 1)], order[0], shuffled[..training], shuffled[training..],
            blank, compressed);

    [Fact]
    public void A_split_holds_the_rows_and_columns_that_the_index_files_name_in_their_order() => Law.Holds(Cases, c =>
    {
        using var folder = Written(c);
        var table = RegressionTable.Read(folder.Folder);
        foreach (var (indices, task) in new[] { (c.Training, table.Training(3)), (c.Test, table.Test(3)) })
        {
            Assert.Equal(indices.SelectMany(row => c.Features.Select(column => c.Rows[row][column])), task.Inputs.ToArray());
            Assert.Equal(indices.Select(row => c.Rows[row][c.Target]), task.Outputs.ToArray());
        }
        string csv = folder.PathOf("rows.csv");
        table.WriteTrainingCsv(3, csv);
        if (c.Training.Length > 0)
        {
            var read = TaskSet.FromCsv(csv, null, [.. table.InputNames], [.. table.OutputNames]).Tasks.Single();
            Assert.Equal(table.Training(3).Inputs, read.Inputs);
            Assert.Equal(table.Training(3).Outputs, read.Outputs);
        }
    }, count: 60);

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TempFolder();
        var refusal = Assert.Throws<DataException>(() => RegressionTable.Read(folder.Folder));
        Assert.Contains("data.txt", refusal.Message, StringComparison.Ordinal);
    }

    private static TempFolder Written(Case c)
    {
        var folder = new TempFolder();
        string data = string.Concat(c.Rows.Select((row, i) =>
            (i % 2 == 0 ? c.Blank : "") + string.Join(c.Blank, row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))) + "\n"));
        folder.Write(c.Compressed ? "data.txt.gz" : "data.txt", c.Compressed ? Compressed(data) : Encoding.UTF8.GetBytes(data));
        folder.Write("index_features.txt", Lines(c.Features));
        folder.Write("index_target.txt", $"{c.Target}.000000000000000000e+00\n");
        folder.Write("index_train_3.txt", Lines(c.Training));
        folder.Write("index_test_3.txt", Lines(c.Test));
        return folder;
    }

    private static string Lines(IEnumerable<int> numbers) => string.Concat(numbers.Select(n => $"{n}\n"));

    private static byte[] Compressed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return memory.ToArray();
    }
}
