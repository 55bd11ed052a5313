using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>A table as a value.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, each with one cell a column.</param>
/// <param name="Note">What is to be known to read it; empty for none.</param>
public sealed record ReportTable(string Title, ValueList<TableColumn> Columns, ValueList<ValueList<TableCell>> Rows, string Note = "")
{
    /// <summary>
    /// The rows whose number in a column is the best; all that are written the same count as equal, and a column with fewer than two
    /// numbers has no best.
    /// </summary>
    /// <param name="column">The position of the column.</param>
    public IReadOnlySet<int> BestRows(int column)
    {
        var costs = Rows.Select((row, i) => (Row: i, Number: column < row.Count ? row[column] as TableCell.Number : null))
            .Where(c => c.Number is not null)
            .Select(c => (c.Row, Number: c.Number!, Cost: Columns[column].Best.Cost(c.Number!.Value)))
            .Where(c => c.Cost is not null).ToList();
        if (costs.Count < 2)
        {
            return new HashSet<int>();
        }
        string best = Plain(costs.MinBy(c => c.Cost).Number, column);
        return costs.Where(c => Plain(c.Number, column) == best).Select(c => c.Row).ToHashSet();
    }

    private string Plain(TableCell.Number number, int column) => (number with { StandardError = null }).Text(Columns[column].Decimals);
}
