using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>The shared grid of wide files.</summary>
/// <param name="Path">Its file.</param>
/// <param name="InputNames">Names of the inputs, in order.</param>
/// <param name="Indices">The index of every point, as it stands in the first column [points].</param>
/// <param name="Inputs">Inputs, row-major [points, inputs].</param>
internal sealed record WideGrid(string Path, ValueList<string> InputNames, string[] Indices, double[] Inputs)
{
    public int Points => Indices.Length;

    public static WideGrid Read(string path, ValueList<string> chosen)
    {
        using var rows = CsvRows.Open(path);
        var names = chosen.Count > 0 ? chosen : rows.Header.Skip(1).ToValueList();
        if (names.Count == 0)
        {
            throw new DataException(new Problem(
                "the grid has no inputs", path, $"the only column {Quoted.Text(rows.Header[0])}", "an index column and then the inputs",
                "add a first column that numbers the points"));
        }
        var columns = rows.Columns(names, "input");
        if (Array.IndexOf(columns, 0) is var index and >= 0)
        {
            throw new OptionException(new Problem(
                $"the column {Quoted.Text(names[index])} is the index of the points and no input", "inputs", Remedy: "leave it out"));
        }
        var indices = new List<string>();
        var inputs = new List<double>();
        var seen = new Dictionary<string, int>();
        while (rows.Next())
        {
            string point = rows.Key(0);
            if (!seen.TryAdd(point, rows.Row))
            {
                throw rows.Twice(0, "point", point, seen[point]);
            }
            indices.Add(point);
            foreach (int column in columns)
            {
                inputs.Add(rows.Number(column, rows.Text(column)));
            }
        }
        return indices.Count > 0 ? new WideGrid(path, names, [.. indices], [.. inputs]) : throw rows.HeaderOnly();
    }

    /// <summary>Checks that the columns of a value file, after the id, stand for the points of this grid in their order.</summary>
    public void Require(CsvRows values)
    {
        if (values.Header.Count - 1 != Points)
        {
            throw new DataException(new Problem(
                "the values do not fit the grid", values.Place(), $"{values.Header.Count - 1} value columns",
                $"{Points}, one for each row of {Path}", "use the grid that belongs to the values"));
        }
        for (int p = 0; p < Points; p++)
        {
            if (NumberOf(values.Header[p + 1]) is { } column
                && int.TryParse(Indices[p], NumberStyles.None, CultureInfo.InvariantCulture, out int point) && column != point)
            {
                throw values.Error(
                    p + 1, "the column is not the point of the grid's row", $"p{column}", $"p{point}",
                    $"order the columns as the rows of {Path}");
            }
        }
    }

    private static int? NumberOf(string name) =>
        name.StartsWith('p') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number : null;
}
