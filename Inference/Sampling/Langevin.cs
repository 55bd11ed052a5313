namespace ProbBnn.Inference;

/// <summary>Metropolis-adjusted Langevin dynamics: paths of one step.</summary>
public sealed record Langevin : MarkovChains
{
    /// <inheritdoc/>
    public override string Name => "langevin";

    internal override HamiltonianMethod Moves => new HamiltonianMethod.Langevin();
}
