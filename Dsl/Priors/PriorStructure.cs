namespace ProbBnn.Dsl;

/// <summary>Which weights of a layer are correlated a priori. All structures are Gaussian.</summary>
public abstract record PriorStructure
{
    private PriorStructure()
    {
    }

    /// <summary>Every weight on its own: a mean and a log standard deviation per weight, each [units, fan-in].</summary>
    public sealed record PerWeight : PriorStructure;

    /// <summary>
    /// Every unit on its own, with a full covariance over its incoming weights: a mean [units, fan-in] and a packed lower triangle with
    /// log-diagonal [units, fan-in (fan-in + 1) / 2].
    /// </summary>
    public sealed record PerUnit : PriorStructure;
}
