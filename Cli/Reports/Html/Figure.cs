using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Charts under one title, with a legend and a note on how to read them.</summary>
/// <param name="Title">What the figure shows, as a statement where that is possible.</param>
/// <param name="Charts">Its charts, row by row.</param>
/// <param name="Columns">How many stand beside each other on a wide page, 1 to 4.</param>
/// <param name="Legend">The legend; may be empty.</param>
/// <param name="Reading">How to read it, in plain language; empty for none.</param>
public sealed record Figure(string Title, ValueList<Chart> Charts, int Columns, ValueList<LegendEntry> Legend, string Reading = "")
{
    /// <summary>The charts and the legend as one SVG file that stands alone.</summary>
    public SvgSheet ToSheet() => new(Charts, Columns, Legend);
}
