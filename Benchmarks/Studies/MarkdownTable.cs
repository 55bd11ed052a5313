namespace ProbBnn.Benchmarks;

/// <summary>A table as Markdown writes it, a line a row; the first column is text, the others are set right.</summary>
/// <param name="Header">The heads of the columns.</param>
/// <param name="Rows">Cells, as many in each row as there are columns.</param>
internal sealed record MarkdownTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>What stands where there is no figure.</summary>
    public const string Missing = "-";

    /// <summary>The lines of the table, each ended.</summary>
    public override string ToString() => string.Concat(
        new[] { Line(Header), Line([.. Header.Select((_, i) => i == 0 ? "---" : "---:")]) }.Concat(Rows.Select(Line)));

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
