namespace ProbBnn.Dsl;

/// <summary>What an inference network sees of a context point.</summary>
public abstract record NetInput
{
    private NetInput()
    {
    }

    /// <summary>(features of x, y), in this order.</summary>
    public sealed record Point : NetInput;

    /// <summary>
    /// (features of x, h, y), in this order, with h the layer below before its nonlinearity; for the second layer and above (the first
    /// sees the point alone). Pseudo-data then differ between weight samples.
    /// </summary>
    public sealed record PointAndActivations : NetInput;
}
