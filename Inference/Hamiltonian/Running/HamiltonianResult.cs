using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What the chains of a sampler have drawn.</summary>
/// <param name="Method">How the chains moved.</param>
/// <param name="Chains">The chains.</param>
public sealed record HamiltonianResult(HamiltonianMethod Method, ValueList<ChainDraws> Chains)
{
    /// <summary>How the sampler fared after its warm-up.</summary>
    /// <exception cref="ShapeException">A chain has fewer than 2 draws.</exception>
    public HamiltonianSummary Summary() =>
        HamiltonianSummary.Of([.. Chains.Select(c => (IReadOnlyList<HamiltonianDraw>)c.Draws)], Method.DeepestTree);

    /// <summary>Draws of a function of the position, ready to be diagnosed.</summary>
    /// <param name="quantity">The name of the function.</param>
    /// <param name="function">The function of a position [dimension].</param>
    /// <exception cref="ShapeException">A chain has too few draws to diagnose.</exception>
    /// <exception cref="NumericalException">A value is not finite.</exception>
    public ScalarDraws Of(string quantity, Func<double[], double> function) => ScalarDraws.Of(
        quantity, [.. Chains.Select(c => Enumerable.Range(0, c.Kept).Select(d => function(c.Position(d).ToArray())).ToArray())]);

    /// <summary>Draws of the log density, of every iteration after the warm-up.</summary>
    public ScalarDraws LogDensity() => ScalarDraws.Of("log density", [.. Chains.Select(c => (IReadOnlyList<double>)c.LogDensities)]);
}
