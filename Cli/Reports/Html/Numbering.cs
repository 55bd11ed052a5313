namespace ProbBnn.Cli.Reports;

/// <summary>The numbers of the figures and of the tables of a report, each counted from 1.</summary>
public sealed class Numbering
{
    private readonly Dictionary<(int Section, int Block), int> numbers;

    private Numbering(Dictionary<(int Section, int Block), int> numbers) => this.numbers = numbers;

    /// <summary>Counts the figures and tables of a report.</summary>
    /// <param name="report">The report.</param>
    public static Numbering Of(HtmlReport report)
    {
        var places = report.Sections.SelectMany((section, s) => section.Blocks.Select((block, b) => (Place: (s, b),
            Block: block))).ToList();
        var figures = places.Where(p => p.Block is Block.Charts).Select((p, i) => (p.Place, Number: i + 1));
        var tables = places.Where(p => p.Block is Block.Table).Select((p, i) => (p.Place, Number: i + 1));
        return new Numbering(figures.Concat(tables).ToDictionary(p => p.Place, p => p.Number));
    }

    /// <summary>The number of a piece, or 0 where it is neither figure nor table.</summary>
    /// <param name="section">The position of its section.</param>
    /// <param name="block">Its position in the section.</param>
    public int At(int section, int block) => numbers.GetValueOrDefault((section, block));
}
