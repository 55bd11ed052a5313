using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>All weights of the network correlated (FCVI).</summary>
public sealed record FullCovariance : GaussianMethod
{
    /// <inheritdoc/>
    public override string Name => "full";

    internal override IEnumerable<GaussianBlock> Blocks(LatentSpace space) =>
        [new("weights", 0, 1, space.WeightCount)];
}
