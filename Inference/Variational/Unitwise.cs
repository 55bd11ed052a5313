using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>The incoming weights of a unit correlated, units independent (UCVI).</summary>
public sealed record Unitwise : GaussianMethod
{
    /// <inheritdoc/>
    public override string Name => "unitwise";

    internal override IEnumerable<GaussianBlock> Blocks(LatentSpace space) =>
        Enumerable.Range(0, space.Model.LayerCount).Select(l => new GaussianBlock(
            space.Model.PathOf(l), space.FirstOf(l), space.Model.Width(l), space.Model.FanIn(l)));
}
