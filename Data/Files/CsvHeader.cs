using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>The first row of a CSV file.</summary>
public static class CsvHeader
{
    /// <summary>The column names of a CSV file (plain or gzip), in order, without blanks around them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file does not exist, cannot be read, is empty, or names a column twice.</exception>
    public static ValueList<string> Read(string path)
    {
        using var rows = CsvRows.Open(path);
        return rows.Header;
    }
}
