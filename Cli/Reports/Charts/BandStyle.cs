namespace ProbBnn.Cli.Reports;

/// <summary>How strongly a band is tinted.</summary>
public enum BandStyle
{
    /// <summary>A light tint: the wider band.</summary>
    Outer,

    /// <summary>A stronger tint: the narrower band, drawn over the wider one.</summary>
    Inner,
}
