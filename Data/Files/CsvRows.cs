using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>
/// A CSV file (comma, double quotes, LF or CRLF) read row by row with its header; every failure is an error that names file, row and
/// column. A row's number is the line of the file on which it starts, counted from 1. Blank lines are skipped.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const int LongestField = 1 << 16;
    private readonly CsvParser parser;

    private CsvRows(string path, CsvParser parser)
    {
        FilePath = path;
        this.parser = parser;
    }

    public string FilePath { get; }

    public ValueList<string> Header { get; private set; }

    /// <summary>Line on which the current row starts, from 1.</summary>
    public int Row { get; private set; }

    public static CsvRows Open(string path)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            IgnoreBlankLines = false,
            MaxFieldSize = LongestField,
            BufferSize = 1 << 16,
        };
        var rows = new CsvRows(path, new CsvParser(InputFile.OpenText(path), configuration));
        try
        {
            rows.ReadHeader();
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next row that is not blank; false at the end of the file.</summary>
    public bool Next()
    {
        while (Advance())
        {
            if (parser.Count == Header.Count && !(parser.Count == 1 && IsBlank(Text(0))))
            {
                return true;
            }
            if (parser.Count > 1 || !IsBlank(Text(0)))
            {
                throw new DataException(new Problem(
                    "the row does not fit the header", Place(), $"{parser.Count} fields", $"{Header.Count}",
                    "give every row one field for each column, and put fields that contain commas in double quotes"));
            }
        }
        return false;
    }

    /// <summary>Goes to the first row; no row at all is an error.</summary>
    public void First()
    {
        if (!Next())
        {
            throw HeaderOnly();
        }
    }

    public DataException HeaderOnly() =>
        new(new Problem("has a header but no rows", FilePath, Expected: "one row for each point or task",
        Remedy: "check how the file was made"));

    /// <summary>The text of a field of the current row, as it stands.</summary>
    public string Text(int column)
    {
        try
        {
            return parser[column];
        }
        catch (BadDataException e)
        {
            throw BadQuotes(e);
        }
    }

    public static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text);

    /// <summary>The text of a field that must not be blank, as it stands.</summary>
    public string Key(int column)
    {
        string text = Text(column);
        return IsBlank(text) ? throw Error(column, "the cell is blank", null, "a name", "fill it in") : text;
    }

    /// <summary>The finite number that the text of a field stands for, in the invariant culture.</summary>
    public double Number(int column, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw NotANumber(column, text);

    /// <summary>The position of a named column.</summary>
    public int Column(string name, string role)
    {
        for (int i = 0; i < Header.Count; i++)
        {
            if (Header[i] == name)
            {
                return i;
            }
        }
        string? nearest = Nearest.Of(name, Header);
        throw new DataException(new Problem(
            $"the {role} column {Quoted.Text(name)} does not exist", $"{FilePath}, row {Row}", null, $"one of {Quoted.List(Header)}",
            nearest is not null ? $"did you mean {Quoted.Text(nearest)}?"
            : Header.Count == 1 && Header[0].AsSpan().IndexOfAny(';', '\t') >= 0 ? "separate the columns by commas"
            : "name a column of the file"));
    }

    public int[] Columns(ValueList<string> names, string role) => [.. names.Select(name => Column(name, role))];

    public string Place() => $"{FilePath}, row {Row}";

    public DataException Error(int column, string what, string? got, string? expected, string remedy) =>
        new(new Problem(what, $"{Place()}, column {Quoted.Text(Header[column])}", got, expected, remedy));

    public DataException Twice(int column, string what, string name, int firstRow) => Error(
        column, $"the {what} occurs twice", Quoted.Text(name), $"one row for each {what}; first in row {firstRow}", "remove one of them");

    public void Dispose() => parser.Dispose();

    private void ReadHeader()
    {
        do
        {
            if (!Advance())
            {
                throw new DataException(new Problem(
                    "is empty", FilePath, Expected: "a header row and one row for each point or task",
                    Remedy: "check how the file was made"));
            }
        }
        while (parser.Count == 1 && IsBlank(Text(0)));
        Header = Enumerable.Range(0, parser.Count).Select(i => Text(i).Trim()).ToValueList();
        var seen = new HashSet<string>();
        foreach (string name in Header)
        {
            if (name.Length > 0 && !seen.Add(name))
            {
                throw new DataException(new Problem(
                    $"the header names the column {Quoted.Text(name)} twice", Place(), Remedy: "give every column its own name"));
            }
        }
    }

    private bool Advance()
    {
        Row = parser.RawRow + 1;
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException e)
        {
            throw BadQuotes(e);
        }
        catch (Exception e) when (InputFile.IsReadFailure(e))
        {
            throw InputFile.Unreadable(FilePath, e);
        }
    }

    private DataException BadQuotes(Exception e) => new(
        new Problem("a double quote is not closed, or stands inside a field without quotes", Place(),
            Remedy: "put the whole field in double quotes and write a quote inside it twice"), e);

    private DataException NotANumber(int column, string text)
    {
        const string Finite = "a finite number";
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return Error(column, "the cell is blank", null, Finite, "fill it in, or remove the row");
        }
        if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || IsMissingMark(trimmed))
        {
            return Error(column, "not a finite number", Quoted.Text(text), Finite,
                "remove the row, or leave all outputs of an unobserved point blank");
        }
        return Error(column, "not a number", Quoted.Text(text), $"{Finite} such as -0.25 or 1e-3",
            trimmed.Contains(',', StringComparison.Ordinal)
            ? "write a point as decimal mark and no thousands separators" : "correct the cell");
    }

    private static bool IsMissingMark(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "NA" or "N/A" or "NULL" or "NONE";
}
