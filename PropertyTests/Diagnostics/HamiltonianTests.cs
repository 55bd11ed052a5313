using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

public class HamiltonianTests
{
    private static HamiltonianDraw Draw(double energy, bool divergent = false, int depth = 3, double acceptance = 0.8, double step = 0.1) =>
        new(divergent, depth, energy, acceptance, step);

    /// <summary>Energies 1, 3, 2: jumps 4 + 1 over squared deviations 1 + 1 + 0.</summary>
    [Fact]
    public void Statistics_by_hand()
    {
        var summary = HamiltonianSummary.Of(
            [
                [Draw(1, depth: 10), Draw(3, divergent: true, acceptance: 0.2), Draw(2, acceptance: 0.5)],
                [Draw(5, step: 0.3), Draw(5), Draw(5), Draw(5)],
            ], deepestTree: 10);
        Assert.Equal([3, 4], summary.Draws);
        Assert.Equal([1, 0], summary.Divergences);
        Assert.Equal([1, 0], summary.Saturated!.Value);
        Assert.Equal((1, 1), (summary.TotalDivergences, summary.TotalSaturated));
        Assert.Equal([16.0 / 3, 3], summary.MeanTreeDepth!.Value);
        Assert.Equal([10, 3], summary.LargestTreeDepth!.Value);
        Assert.Equal(2.5, summary.Ebfmi[0], 1e-14);
        Assert.Equal(0, summary.Ebfmi[1]);
        Assert.Equal(0.5, summary.MeanAcceptance[0], 1e-14);
        Assert.Equal(0.15, summary.MeanStepSize[1], 1e-14);
        var treeless = HamiltonianSummary.Of([[Draw(1), Draw(2)]], null);
        Assert.Null(treeless.TotalSaturated);
        Assert.Null(treeless.MeanTreeDepth);
        Assert.Null(treeless.LargestTreeDepth);
    }

    /// <summary>
    /// Independent energies have E-BFMI near 2, an autoregressive series near 2 (1 - phi). Over 4,000 draws their standard
    /// deviations are 2 / sqrt 4000 and 2 sqrt((1 - phi^2) / 4000); a quarter is more than 3.6 of them (false alarm below 4e-4).
    /// </summary>
    [Theory, InlineData(0, 2), InlineData(0.9, 0.2)]
    public void Energies_that_creep_have_a_low_fraction(double phi, double expected)
    {
        double[] energies = TestChains.Autoregressive(1, 4000, phi, 3).Arrays()[0];
        var summary = HamiltonianSummary.Of([[.. energies.Select(e => Draw(100 + e))]], 10);
        Assert.InRange(summary.Ebfmi[0], 0.75 * expected, 1.25 * expected);
        Assert.Equal(expected < 0.3, !summary.Verdict.IsFine);
    }

    [Fact]
    public void The_fraction_is_free_of_units_and_origin() => Law.Holds(TestChains.Any, x =>
    {
        double Fraction(double unit, double origin) =>
            HamiltonianSummary.Of([.. x.Arrays().Select(c => c.Select(e => Draw(origin + unit * e)).ToArray())], 10).Ebfmi.Sum();
        Assert.Equal(Fraction(1, 0), Fraction(16, 100), 1e-9 * Fraction(1, 0));
    });

    [Fact]
    public void Each_fault_has_its_finding()
    {
        HamiltonianDraw[] Chain(Func<int, HamiltonianDraw> draw) => [.. Enumerable.Range(0, 200).Select(draw)];
        Verdict Of(Func<int, HamiltonianDraw> draw) => HamiltonianSummary.Of([Chain(draw)], 10).Verdict;
        double Jump(int i) => i % 2;
        Assert.True(Of(i => Draw(Jump(i))).IsFine);
        Assert.Equal(Severity.Doubtful, Of(i => Draw(Jump(i), divergent: i == 7)).Severity);
        Assert.Equal(Severity.Bad, Of(i => Draw(Jump(i), divergent: i < 3)).Severity);
        Assert.Equal(Severity.Doubtful, Of(i => Draw(Jump(i), depth: 10)).Severity);
        Assert.Equal(Severity.Bad, Of(i => Draw(i)).Severity);
        Assert.Equal(Severity.Doubtful, Of(i => Draw(Jump(i), acceptance: 0.3)).Severity);
        Assert.Equal(Severity.Bad, Of(i => Draw(Jump(i), acceptance: 0.05)).Severity);
    }

    [Fact]
    public void Impossible_statistics_are_refused_by_name()
    {
        Refusal.Of<ShapeException>(() => HamiltonianSummary.Of([], 10), "at least one chain");
        Refusal.Of<ShapeException>(() => HamiltonianSummary.Of([[Draw(1), Draw(2)], [Draw(1)]], 10), "[2, 1]");
        Refusal.Of<NumericalException>(() => HamiltonianSummary.Of([[Draw(1), Draw(double.NaN)]], 10), "chain 0, draw 1, energy");
        Refusal.Of<NumericalException>(() => HamiltonianSummary.Of([[Draw(1), Draw(1, acceptance: 1.1)]], 10), "acceptance");
        Refusal.Of<NumericalException>(() => HamiltonianSummary.Of([[Draw(1, step: 0), Draw(1)]], 10), "draw 0, step size");
        Refusal.Of<NumericalException>(() => HamiltonianSummary.Of([[Draw(1e200), Draw(-1e200)]], 10), "E-BFMI");
    }
}
