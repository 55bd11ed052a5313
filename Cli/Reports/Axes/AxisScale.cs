namespace ProbBnn.Cli.Reports;

/// <summary>How numbers are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal steps for equal differences.</summary>
    Linear,

    /// <summary>Equal steps for equal ratios; numbers that are not positive are not drawn.</summary>
    Logarithmic,
}
