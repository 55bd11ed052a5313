namespace ProbBnn.Cli.Reports;

/// <summary>How the numbers of an axis are written.</summary>
public enum TickFormat
{
    /// <summary>As they are: 0.5, 20,000, 2×10⁶.</summary>
    Number,

    /// <summary>As percentages: 0.5 is written 50 %.</summary>
    Percent,
}
