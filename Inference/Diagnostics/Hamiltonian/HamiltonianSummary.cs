// E-BFMI of a chain with energies E_1 .. E_n:  sum_{i > 1} (E_i - E_{i-1})^2 / sum_i (E_i - mean E)^2
// (Betancourt, "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte Carlo", 2016): the share of the energy's variance
// that one draw of the momentum can move. Near 2 for independent energies, near 0 where the momentum hardly changes the energy.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How a Hamiltonian sampler fared after its warm-up.</summary>
/// <param name="Draws">Number of draws of each chain [chains].</param>
/// <param name="Divergences">Number of divergent draws of each chain [chains].</param>
/// <param name="Saturated">Number of draws of each chain whose path was cut off at the deepest allowed tree [chains]; null for samplers
/// without trees.</param>
/// <param name="MeanTreeDepth">Mean tree depth of each chain [chains]: a path of depth d has up to 2^d - 1 steps; null for samplers
/// without trees.</param>
/// <param name="LargestTreeDepth">Largest tree depth of each chain [chains]; null for samplers without trees.</param>
/// <param name="Ebfmi">Estimated Bayesian fraction of missing information of each chain [chains]; zero where the energy never
/// changed.</param>
/// <param name="MeanAcceptance">Mean acceptance statistic of each chain [chains].</param>
/// <param name="MeanStepSize">Mean step size of each chain [chains].</param>
public sealed record HamiltonianSummary(
    ValueList<int> Draws, ValueList<int> Divergences, ValueList<int>? Saturated, ValueList<double>? MeanTreeDepth,
    ValueList<int>? LargestTreeDepth, ValueList<double> Ebfmi, ValueList<double> MeanAcceptance, ValueList<double> MeanStepSize)
{
    /// <summary>The smallest E-BFMI that is fine.</summary>
    public const double SmallestEbfmi = 0.3;

    /// <summary>Number of divergent draws of all chains.</summary>
    public int TotalDivergences => Divergences.Sum();

    /// <summary>Number of draws of all chains that were cut off at the deepest tree; null for samplers without trees.</summary>
    public int? TotalSaturated => Saturated?.Sum();

    /// <summary>Summarises the draws of chains, warm-up not among them.</summary>
    /// <param name="chains">The draws of each chain, at least 2 each.</param>
    /// <param name="deepestTree">The tree depth at which paths are cut off; null for samplers without trees.</param>
    /// <exception cref="ShapeException">There is no chain, or a chain has fewer than 2 draws.</exception>
    /// <exception cref="NumericalException">An energy is not finite, an acceptance is not between 0 and 1, a step size is not positive, or
    /// the energies' variance is beyond the range of numbers.</exception>
    public static HamiltonianSummary Of(IReadOnlyList<IReadOnlyList<HamiltonianDraw>> chains, int? deepestTree)
    {
        if (chains.Count == 0 || chains.Any(c => c.Count < 2))
        {
            throw new ShapeException(new Problem(
                "chains are too short to diagnose", "sampler statistics", $"[{string.Join(", ", chains.Select(c => c.Count))}] draws",
                "at least one chain, and at least 2 draws of each", "draw more"));
        }
        for (int c = 0; c < chains.Count; c++)
        {
            for (int d = 0; d < chains[c].Count; d++)
            {
                Require(chains[c][d], $"chain {c}, draw {d}");
            }
        }
        return new HamiltonianSummary(
            chains.Select(c => c.Count).ToValueList(),
            chains.Select(c => c.Count(d => d.Divergent)).ToValueList(),
            deepestTree is int depth ? chains.Select(c => c.Count(d => d.TreeDepth >= depth)).ToValueList() : null,
            deepestTree is null ? null : chains.Select(c => c.Average(d => d.TreeDepth)).ToValueList(),
            deepestTree is null ? null : chains.Select(c => c.Max(d => d.TreeDepth)).ToValueList(),
            chains.Select((c, i) => EbfmiOf([.. c.Select(d => d.Energy)], $"chain {i}, E-BFMI")).ToValueList(),
            chains.Select(c => c.Average(d => d.Acceptance)).ToValueList(),
            chains.Select(c => c.Average(d => d.StepSize)).ToValueList());
    }

    /// <summary>
    /// Fine: no divergence, no draw cut off at the deepest tree, E-BFMI of every chain at least 0.3, mean acceptance at least 0.4. Bad:
    /// more than one divergence in a hundred draws, an E-BFMI below 0.2, mean acceptance below 0.1.
    /// </summary>
    public Verdict Verdict => new(
    [
        Finding.AtMost(
            "sampler", "divergences", TotalDivergences, 0, 0.01 * Draws.Sum(),
            "ask for a higher acceptance (smaller steps); if they stay, the posterior has a region of high curvature: change its scaling"),
        .. TotalSaturated is int saturated
            ? [Finding.AtMost(
                "sampler", "paths cut off at the deepest tree", saturated, 0, double.PositiveInfinity,
                "allow deeper trees, or adapt a richer mass matrix: this costs speed, not correctness")]
            : Array.Empty<Finding>(),
        .. Ebfmi.Select((value, c) => Finding.AtLeast(
            $"chain {c}", "E-BFMI", value, SmallestEbfmi, 0.2,
            "warm up longer; if it stays low, change the scaling of the model's variances")),
        .. MeanAcceptance.Select((value, c) => Finding.AtLeast(
            $"chain {c}", "mean acceptance", value, 0.4, 0.1, "take smaller steps, or warm up longer")),
    ]);

    private static double EbfmiOf(double[] energies, string quantity)
    {
        double mean = DrawMoments.Mean(energies);
        double spread = energies.Sum(e => (e - mean) * (e - mean));
        double jumps = energies.Zip(energies.Skip(1), (a, b) => (b - a) * (b - a)).Sum();
        return spread > 0 ? Finite.Require(jumps / spread, quantity) : 0;
    }

    private static void Require(HamiltonianDraw draw, string where)
    {
        Finite.Require(draw.Energy, $"{where}, energy");
        if (!(draw.Acceptance >= 0 && draw.Acceptance <= 1))
        {
            throw new NumericalException(new Problem(
                "not an acceptance statistic", $"{where}, acceptance", draw.Acceptance.ToString("R", null), "a number from 0 to 1"));
        }
        if (!(draw.StepSize > 0 && double.IsFinite(draw.StepSize)))
        {
            throw new NumericalException(new Problem(
                "not a step size", $"{where}, step size", draw.StepSize.ToString("R", null), "a positive number"));
        }
    }
}
