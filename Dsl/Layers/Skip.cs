namespace ProbBnn.Dsl;

/// <summary>Whether what enters a hidden layer is also added to its output.</summary>
public enum Skip
{
    /// <summary>h = P W'.</summary>
    None,

    /// <summary>
    /// h = P W' + (what entered the layer: the layer below before its nonlinearity, or the features for the first layer). Needs equal
    /// widths in and out.
    /// </summary>
    Residual,
}
