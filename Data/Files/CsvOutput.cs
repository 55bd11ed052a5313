using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ProbBnn.Data;

/// <summary>Writes CSV in UTF-8 with LF; text is quoted where it must be, numbers read back to the same bits.</summary>
internal sealed class CsvOutput : IDisposable
{
    private readonly CsvWriter writer;

    private CsvOutput(CsvWriter writer) => this.writer = writer;

    /// <summary>A writer on a stream that it leaves open.</summary>
    public static CsvOutput Open(Stream stream) => new(new CsvWriter(
        new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true),
        new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }));

    public void Write(string text) => writer.WriteField(text);

    public void Write(ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            writer.WriteField(number.ToString("R", CultureInfo.InvariantCulture), shouldQuote: false);
        }
    }

    public void EndRow() => writer.NextRecord();

    public void WriteRow(IEnumerable<string> cells)
    {
        foreach (string cell in cells)
        {
            Write(cell);
        }
        EndRow();
    }

    public void Dispose() => writer.Dispose();
}
