using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>A section of a report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">Its pieces, in order.</param>
public sealed record ReportSection(string Title, ValueList<Block> Blocks)
{
    /// <summary>The section with one more piece.</summary>
    /// <param name="block">The piece.</param>
    public ReportSection With(Block block) => this with { Blocks = Blocks.Add(block) };

    /// <summary>The section with one more paragraph.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="runIn">Bold words that open it; empty for none.</param>
    public ReportSection Paragraph(string text, string runIn = "") => With(new Block.Paragraph(text, runIn));

    /// <summary>The section with one more figure.</summary>
    /// <param name="figure">The figure; one without charts is left out.</param>
    public ReportSection Figure(Figure figure) => figure.Charts.Count == 0 ? this : With(new Block.Charts(figure));

    /// <summary>The section with one more table.</summary>
    /// <param name="table">The table; one without rows is left out.</param>
    public ReportSection Table(ReportTable table) => table.Rows.Count == 0 ? this : With(new Block.Table(table));

    /// <summary>The section with a list of points.</summary>
    /// <param name="items">The points: opening bold words and text.</param>
    public ReportSection Points(params ReadOnlySpan<(string RunIn, string Text)> items)
    {
        ValueList<Block.Paragraph> points = [];
        foreach (var (runIn, text) in items)
        {
            points = points.Add(new Block.Paragraph(text, runIn));
        }
        return With(new Block.Points(points));
    }
}
