namespace ProbBnn.Cli.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Best">Which of its numbers is marked as the best.</param>
/// <param name="Decimals">How many decimals its numbers are written with, 0 to 12.</param>
/// <param name="Numeric">Whether it is aligned to the right.</param>
/// <param name="Hint">A quieter second line of the heading, such as "higher is better"; empty for none.</param>
public sealed record TableColumn(string Header, Preference Best, int Decimals, bool Numeric, string Hint = "")
{
    /// <summary>A column of words.</summary>
    /// <param name="header">Its heading.</param>
    public static TableColumn Words(string header) => new(header, new Preference.None(), 0, Numeric: false);

    /// <summary>A column of numbers.</summary>
    /// <param name="header">Its heading.</param>
    /// <param name="decimals">How many decimals they are written with, 0 to 12.</param>
    public static TableColumn Numbers(string header, int decimals) => new(header, new Preference.None(), decimals, Numeric: true);

    /// <summary>The same column with its best number marked.</summary>
    /// <param name="best">Which is the best.</param>
    /// <param name="hint">What is said of it in the heading.</param>
    public TableColumn Marking(Preference best, string hint) => this with { Best = best, Hint = hint };
}
