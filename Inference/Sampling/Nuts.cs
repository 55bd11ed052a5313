namespace ProbBnn.Inference;

/// <summary>The no-U-turn sampler (Hoffman and Gelman, 2014, in the form of Betancourt, 2017): the reference for all other methods.</summary>
public sealed record Nuts : MarkovChains
{
    /// <summary>A path is doubled at most so often, 1 to 20.</summary>
    public int MaxTreeDepth { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => "nuts";

    internal override HamiltonianMethod Moves => new HamiltonianMethod.Nuts(MaxTreeDepth);
}
