using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>A piece of a report; a closed union.</summary>
public abstract record Block
{
    private Block()
    {
    }

    /// <summary>A paragraph.</summary>
    /// <param name="Text">Its text.</param>
    /// <param name="RunIn">Bold words that open it; empty for none.</param>
    public sealed record Paragraph(string Text, string RunIn = "") : Block;

    /// <summary>Points in a list.</summary>
    /// <param name="Items">The points: opening bold words (may be empty) and text.</param>
    public sealed record Points(ValueList<Paragraph> Items) : Block;

    /// <summary>Numbers in a large font, beside each other.</summary>
    /// <param name="Items">The numbers.</param>
    public sealed record Numbers(ValueList<KeyNumber> Items) : Block;

    /// <summary>A table, numbered.</summary>
    /// <param name="Content">The table.</param>
    public sealed record Table(ReportTable Content) : Block;

    /// <summary>A figure of one chart or of many small ones, numbered.</summary>
    /// <param name="Content">The figure.</param>
    public sealed record Charts(Figure Content) : Block;

    /// <summary>Names with their values, such as the settings of a run.</summary>
    /// <param name="Items">The names and values.</param>
    public sealed record Facts(ValueList<Fact> Items) : Block;

    /// <summary>Text in a fixed-width font with its line breaks kept: a command, a printed model.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Verbatim(string Text) : Block;
}
