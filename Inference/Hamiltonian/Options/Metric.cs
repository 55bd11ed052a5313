namespace ProbBnn.Inference;

/// <summary>What the inverse mass matrix is made of: a closed union.</summary>
public abstract record Metric
{
    private Metric()
    {
    }

    /// <summary>The identity: nothing is adapted.</summary>
    public sealed record Unit : Metric;

    /// <summary>The variances of the coordinates, regularised, from the warm-up's draws.</summary>
    public sealed record Diagonal : Metric;

    /// <summary>The covariance of the coordinates, regularised, from the warm-up's draws; a step costs dimension^2 multiply-adds
    /// twice over.</summary>
    public sealed record Dense : Metric;
}
