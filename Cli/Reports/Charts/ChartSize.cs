namespace ProbBnn.Cli.Reports;

/// <summary>The size of a chart in its own pixels; on a page it scales to the width it is given.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public readonly record struct ChartSize(double Width, double Height)
{
    /// <summary>One of four beside each other.</summary>
    public static ChartSize Quarter => new(270, 270);

    /// <summary>One of three beside each other.</summary>
    public static ChartSize Third => new(340, 250);

    /// <summary>One of two beside each other.</summary>
    public static ChartSize Half => new(420, 275);
}
