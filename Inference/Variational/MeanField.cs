using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>Every weight on its own: the mean-field family (MFVI).</summary>
public sealed record MeanField : GaussianMethod
{
    /// <inheritdoc/>
    public override string Name => "mean-field";

    internal override IEnumerable<GaussianBlock> Blocks(LatentSpace space) =>
        [new("weights", 0, space.WeightCount, 1)];
}
