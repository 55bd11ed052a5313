namespace ProbBnn.Inference;

/// <summary>Hamiltonian Monte Carlo with paths of a given length.</summary>
public sealed record Hmc : MarkovChains
{
    /// <summary>How long a path is.</summary>
    public PathLength Path { get; init; } = new PathLength.Time(Math.PI / 2);

    /// <summary>Each iteration multiplies the length by a factor from 1 - jitter to 1 + jitter, from 0 to below 1.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <inheritdoc/>
    public override string Name => "hmc";

    internal override HamiltonianMethod Moves => new HamiltonianMethod.Hmc(Path, Jitter);
}
