namespace ProbBnn.Cli.Reports;

/// <summary>How points are drawn.</summary>
public enum DotStyle
{
    /// <summary>Full dots: what the model has seen.</summary>
    Filled,

    /// <summary>Small open circles: what it is asked for.</summary>
    Open,
}
