namespace ProbBnn.Cli.Reports;

/// <summary>How a line is drawn.</summary>
public enum LineStyle
{
    /// <summary>A full line: the subject of a chart.</summary>
    Solid,

    /// <summary>A dashed line: the truth, a reference.</summary>
    Dashed,

    /// <summary>A thin, translucent line: one of many, such as sample functions.</summary>
    Hair,
}
