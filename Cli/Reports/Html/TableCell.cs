using System.Globalization;

namespace ProbBnn.Cli.Reports;

/// <summary>A cell of a table; a closed union.</summary>
public abstract record TableCell
{
    private TableCell()
    {
    }

    /// <summary>Words.</summary>
    /// <param name="Value">The words.</param>
    public sealed record Words(string Value) : TableCell;

    /// <summary>A number, perhaps with its standard error.</summary>
    /// <param name="Value">The number; what is not finite is shown as a dash.</param>
    /// <param name="StandardError">Its standard error in the same unit, or null where none is known.</param>
    public sealed record Number(double Value, double? StandardError = null) : TableCell;

    /// <summary>
    /// The text of the cell: numbers with a true minus sign and thousands grouped, the standard error after a plus-minus sign.
    /// </summary>
    /// <param name="decimals">Decimals of numbers, 0 to 12.</param>
    public string Text(int decimals) => this switch
    {
        Words words => words.Value,
        Number number => Written(number.Value, decimals) +
            (number.StandardError is { } error && double.IsFinite(error) ? " ± " + Written(error, decimals) : ""),
        _ => throw new InvalidOperationException("unknown cell"),
    };

    private static string Written(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return "–";
        }
        bool outlandish = Math.Abs(value) >= 1e12;
        string format = outlandish ? "0.00e+0" : "#,##0." + new string('0', decimals);
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.Any(c => c is >= '1' and <= '9') ? text.Replace('-', '−') : text.TrimStart('-');
    }
}
