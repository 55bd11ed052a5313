using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>All weights of a layer correlated, layers independent (LCVI).</summary>
public sealed record Layerwise : GaussianMethod
{
    /// <inheritdoc/>
    public override string Name => "layerwise";

    internal override IEnumerable<GaussianBlock> Blocks(LatentSpace space) =>
        Enumerable.Range(0, space.Model.LayerCount).Select(l => new GaussianBlock(
            space.Model.PathOf(l), space.FirstOf(l), 1, space.Model.Width(l) * space.Model.FanIn(l)));
}
