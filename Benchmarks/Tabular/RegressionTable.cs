using System.Globalization;
using System.IO.Compression;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Benchmarks;

/// <summary>
/// A table of numbers with its splits, as published regression sets have them: <c>data.txt</c> without header, numbers separated by
/// blanks; <c>index_features.txt</c> and <c>index_target.txt</c> with column numbers, <c>index_train_K.txt</c> and
/// <c>index_test_K.txt</c> with row numbers, from 0; any of the files may be compressed (<c>.gz</c>).
/// </summary>
internal sealed class RegressionTable
{
    private readonly string folder;
    private readonly string[][] rows;
    private readonly int[] features;
    private readonly int target;

    private RegressionTable(string folder)
    {
        this.folder = folder;
        rows = [.. Text("data.txt").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Cells)];
        features = Integers("index_features.txt");
        target = Integers("index_target.txt").Single();
    }

    /// <summary>Names of the input columns: x0, x1, ..</summary>
    public ValueList<string> InputNames => features.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"x{i}")).ToValueList();

    /// <summary>The name of the target column: y.</summary>
    public ValueList<string> OutputNames => ["y"];

    /// <summary>Reads a table.</summary>
    /// <param name="folder">The folder with the files.</param>
    /// <exception cref="DataException">A file is missing.</exception>
    public static RegressionTable Read(string folder) => new(folder);

    /// <summary>The training rows of a split, in the order of their file.</summary>
    /// <param name="split">K.</param>
    public DataTask Training(int split) => Rows($"index_train_{split}.txt");

    /// <summary>The test rows of a split, in the order of their file.</summary>
    /// <param name="split">K.</param>
    public DataTask Test(int split) => Rows($"index_test_{split}.txt");

    /// <summary>Writes the training rows of a split as a CSV file with the numbers as they are.</summary>
    /// <param name="split">K.</param>
    /// <param name="path">Where to write.</param>
    public void WriteTrainingCsv(int split, string path)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine(string.Join(',', InputNames.Concat(OutputNames)));
        foreach (int row in Integers($"index_train_{split}.txt"))
        {
            writer.WriteLine(string.Join(',', features.Append(target).Select(column => rows[row][column])));
        }
    }

    private DataTask Rows(string indices)
    {
        int[] chosen = Integers(indices);
        return new DataTask(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            [.. chosen.SelectMany(row => features.Select(column => Number(row, column)))],
            [.. chosen.Select(row => Number(row, target))], features.Length, 1);
    }

    private double Number(int row, int column) => double.Parse(rows[row][column], CultureInfo.InvariantCulture);

    private int[] Integers(string name) => [.. Cells(Text(name)).Select(text => (int)double.Parse(text, CultureInfo.InvariantCulture))];

    private static string[] Cells(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private string Text(string name)
    {
        string path = Path.Combine(folder, name), compressed = path + ".gz";
        if (!File.Exists(path) && !File.Exists(compressed))
        {
            throw new DataException(new Problem("a file of the table is missing", path, "no such file", $"{name} or {name}.gz"));
        }
        using Stream file = File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(compressed), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
