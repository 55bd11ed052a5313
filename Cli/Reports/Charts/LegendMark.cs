namespace ProbBnn.Cli.Reports;

/// <summary>What a legend shows beside its words.</summary>
public enum LegendMark
{
    /// <summary>A full line.</summary>
    Line,

    /// <summary>A dashed line.</summary>
    Dashed,

    /// <summary>A thin line.</summary>
    Hair,

    /// <summary>The wider band.</summary>
    OuterBand,

    /// <summary>The narrower band over the wider one.</summary>
    InnerBand,

    /// <summary>A full dot.</summary>
    Filled,

    /// <summary>An open circle.</summary>
    Open,

    /// <summary>A vertical interval.</summary>
    Whisker,
}
