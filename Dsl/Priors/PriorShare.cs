namespace ProbBnn.Dsl;

/// <summary>
/// How much of the network's prior is learned: weights are counted over the whole network, and a parameter moves only if all the weights
/// that it belongs to are chosen, one for a mean or a standard deviation, two for a correlation. With few training tasks a prior that is
/// learned throughout over-fits (Rochussen and Fortuin, ICLR 2026).
/// </summary>
public abstract record PriorShare
{
    private PriorShare()
    {
    }

    /// <summary>All weights.</summary>
    public sealed record Whole : PriorShare;

    /// <summary>
    /// floor(share x weights) weights, layer by layer from the input; in the layer where they run out, a random subset of its weights.
    /// </summary>
    /// <param name="Share">From 0 to 1.</param>
    /// <param name="Seed">The seed of the subset.</param>
    public sealed record FromInput(double Share, ulong Seed) : PriorShare;

    /// <summary>The same counted from the output.</summary>
    /// <param name="Share">From 0 to 1.</param>
    /// <param name="Seed">The seed of the subset.</param>
    public sealed record FromOutput(double Share, ulong Seed) : PriorShare;
}
