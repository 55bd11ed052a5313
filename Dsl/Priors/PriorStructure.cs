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

    /// <summary>
    /// All weights of the layer together, unit by unit, the bias of a unit last: a mean [units, fan-in] and, for W weights, a packed
    /// row-major lower triangle with log-diagonal [W (W + 1) / 2]. Cost grows with the third power of W or of points times units.
    /// </summary>
    public sealed record PerLayer : PriorStructure;

    /// <summary>
    /// All weights of the network together, layer by layer from the input; every layer says so, or none. A layer of W weights above B
    /// others holds a mean [units, fan-in] and its own rows of the one lower triangle, row-major with log-diagonal
    /// [W B + W (W + 1) / 2]: in each row the B weights below, then its own up to the diagonal.
    /// </summary>
    public sealed record PerNetwork : PriorStructure;
}
