using System.Globalization;
using System.IO.Compression;

namespace ProbBnn.Benchmarks;

/// <summary>Tables of numbers as published regression sets have them: no header, numbers separated by blanks, files of column and row
/// numbers beside them; any of the files may be compressed.</summary>
internal static class LargeContextTable
{
    /// <summary>The training rows of a split as a CSV file with columns x0, x1, .. and y.</summary>
    /// <param name="folder">The folder with data.txt, index_features.txt, index_target.txt and index_train_K.txt.</param>
    /// <param name="split">K.</param>
    /// <param name="path">Where to write.</param>
    /// <returns>Names of the input columns.</returns>
    public static string[] WriteCsv(string folder, int split, string path)
    {
        int[] features = Integers(folder, "index_features.txt"), rows = Integers(folder, $"index_train_{split}.txt");
        int target = Integers(folder, "index_target.txt").Single();
        string[] lines = [.. Text(folder, "data.txt").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        string[] names = [.. features.Select((_, i) => $"x{i}")];
        using var writer = new StreamWriter(path);
        writer.WriteLine(string.Join(',', names.Append("y")));
        foreach (int row in rows)
        {
            string[] cells = lines[row].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            writer.WriteLine(string.Join(',', features.Append(target).Select(column => cells[column])));
        }
        return names;
    }

    private static int[] Integers(string folder, string name) =>
        [.. Text(folder, name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (int)double.Parse(text, CultureInfo.InvariantCulture))];

    private static string Text(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        using Stream file = File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
