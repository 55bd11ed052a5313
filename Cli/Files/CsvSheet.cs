using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ProbBnn.Data;

namespace ProbBnn.Cli;

/// <summary>CSV files that a command writes: UTF-8, LF, numbers that read back to the same bits, whole or not at all.</summary>
internal static class CsvSheet
{
    /// <summary>Writes a file, gzip where its name ends in .gz.</summary>
    /// <param name="path">The file, replaced if it exists.</param>
    /// <param name="header">Column names.</param>
    /// <param name="rows">Writes the rows.</param>
    /// <exception cref="Foundation.DataException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<string> header, Action<CsvWriter> rows) => AtomicFile.Write(path, stream =>
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            WriteTo(packed, header, rows);
        }
        else
        {
            WriteTo(stream, header, rows);
        }
    });

    /// <summary>A number as a cell.</summary>
    public static void Number(this CsvWriter csv, double value) => csv.WriteField(value.ToString("R", CultureInfo.InvariantCulture), false);

    private static void WriteTo(Stream stream, IEnumerable<string> header, Action<CsvWriter> rows)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string name in header)
        {
            csv.WriteField(name);
        }
        csv.NextRecord();
        rows(csv);
    }
}
