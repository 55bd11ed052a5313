using MathNet.Numerics.Distributions;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

/// <summary>Laws of the measures of chains, and chains whose answers are known.</summary>
public class ConvergenceTests
{
    private static readonly Func<ScalarDraws, double>[] Ranked =
        [Convergence.RhatBulk, Convergence.EssBulk, Convergence.EssTail];

    private static readonly Func<ScalarDraws, double>[] Sizes =
        [.. Ranked, Convergence.RhatFolded, Convergence.Rhat, Convergence.EssMean, x => Convergence.EssQuantile(x, 0.3)];

    private static readonly Func<ScalarDraws, double>[] Errors =
        [Convergence.McseMean, Convergence.McseStandardDeviation, x => Convergence.McseQuantile(x, 0.3)];

    [Fact]
    public void Ranked_measures_do_not_change_under_increasing_maps() => Law.Holds(TestChains.Any, x =>
    {
        var cubed = x.Map("f cubed", v => v * v * v);
        var sorted = x.Values.Distinct().Order().ToList();
        var ranked = x.Map("rank", v => Math.Exp(0.01 * sorted.IndexOf(v)));
        Assert.All(Ranked, measure =>
        {
            Same(measure(x), measure(cubed));
            Same(measure(x), measure(ranked));
        });
    });

    [Fact]
    public void Bulk_measures_do_not_change_under_decreasing_maps() => Law.Holds(TestChains.Any, x =>
    {
        var mirrored = x.Map("-f", v => -v);
        Same(Convergence.Rhat(x), Convergence.Rhat(mirrored));
        Same(Convergence.EssBulk(x), Convergence.EssBulk(mirrored));
    });

    [Fact]
    public void Sizes_are_free_of_units_and_errors_have_them() => Law.Holds(TestChains.Any, x =>
    {
        const double unit = 1024, origin = 4096;
        var other = x.Map("f", v => origin + unit * v);
        Assert.All(Sizes, measure => Same(measure(x), measure(other)));
        Assert.All(Errors, measure => Same(unit * measure(x), measure(other)));
    });

    [Fact]
    public void Chains_have_no_order() => Law.Holds(TestChains.Any, x =>
    {
        var reversed = ScalarDraws.Of("f", [.. x.Arrays().Reverse()]);
        Assert.All(Sizes.Concat(Errors), measure => Same(measure(x), measure(reversed)));
    });

    [Fact]
    public void Sizes_stay_in_their_range() => Law.Holds(TestChains.Any, x =>
    {
        double total = x.Values.Count, most = total * Math.Log10(total);
        Assert.All([Convergence.EssBulk(x), Convergence.EssMean(x)], ess => Assert.InRange(ess, 1e-9, most * (1 + 1e-9)));
        Assert.InRange(Convergence.EssTail(x), 0, most * (1 + 1e-9));
        Assert.True(Convergence.Rhat(x) > 0.5);
        Assert.All(Errors, measure => Assert.True(measure(x) >= 0 && double.IsFinite(measure(x))));
    }, count: 300);

    /// <summary>
    /// ESS of 4 x 2500 draws over its exact value N (1 - phi) / (1 + phi): in 300 repetitions of a separate program its mean was within
    /// 2 % of 1 and its standard deviation at most 11.3 %, so 48 % are more than 4 of them (false alarm below 1e-4 each).
    /// </summary>
    [Theory, InlineData(-0.5), InlineData(0), InlineData(0.5), InlineData(0.9)]
    public void Effective_sizes_of_autoregressive_chains_are_known(double phi)
    {
        var x = TestChains.Autoregressive(4, 2500, phi, 5);
        double exact = 10_000 * (1 - phi) / (1 + phi);
        Assert.InRange(Convergence.EssMean(x) / exact, 0.52, 1.48);
        Assert.InRange(Convergence.EssBulk(x) / exact, 0.52, 1.48);
        Assert.InRange(Convergence.McseMean(x), Math.Sqrt(1 / (1.48 * exact)) * 0.9, Math.Sqrt(1 / (0.52 * exact)) * 1.1);
    }

    /// <summary>
    /// 4 x 1000 independent normal draws. R-hat stayed below 1.003 in 300 repetitions of a separate program; errors are those of normal
    /// samples, 1/sqrt(N) and 1/sqrt(2N) to within 30 % (they vary by 5 %), and sqrt(p (1 - p) / N) / density to within 80 %: half the
    /// distance of 2 sqrt(N p (1 - p)) order statistics varies by 19 % at p = 0.05 (false alarm below 1e-4).
    /// </summary>
    [Fact]
    public void Independent_draws_are_fine()
    {
        var x = TestChains.Independent(4, 1000, 2);
        var summary = ChainSummary.Of(x);
        Assert.InRange(summary.Rhat, 0.99, 1.008);
        Assert.InRange(summary.EssBulk, 3000, 5000);
        Assert.InRange(summary.EssTail, 2500, 5000);
        void Near(double exact, double actual) => Assert.InRange(actual / exact, 0.7, 1.3);
        Near(1 / Math.Sqrt(4000), summary.McseMean);
        Near(1 / Math.Sqrt(8000), summary.McseStandardDeviation);
        Assert.All(summary.Quantiles, q =>
        {
            double p = q.Probability, exact = Math.Sqrt(p * (1 - p) / 4000) / Normal.PDF(0, 1, Normal.InvCDF(0, 1, p));
            Assert.InRange(q.Mcse / exact, 0.2, 1.8);
        });
        Assert.True(summary.Verdict.IsFine, summary.Verdict.ToString());
    }

    /// <summary>
    /// Errors say how far estimates are off: 200 sets of chains, z-scores of mean, sd and median have mean square near 1.
    /// </summary>
    /// <remarks>The mean of 200 squared z-scores has standard deviation 0.1; 0.6 to 1.5 is more than 4 of them.</remarks>
    [Fact]
    public void Errors_are_as_large_as_they_say()
    {
        double[][] scores = [.. Enumerable.Range(0, 200).Select(i =>
        {
            var s = ChainSummary.Of(TestChains.Autoregressive(4, 400, 0.6, (ulong)(100 + i)), [0.5, 0.1]);
            return new[]
            {
                s.Mean / s.McseMean, (s.StandardDeviation - 1) / s.McseStandardDeviation, s.Quantiles[0].Value / s.Quantiles[0].Mcse,
                (s.Quantiles[1].Value - Normal.InvCDF(0, 1, 0.1)) / s.Quantiles[1].Mcse,
            };
        })];
        Assert.All(Enumerable.Range(0, 4), j => Assert.InRange(scores.Average(z => z[j] * z[j]), 0.6, 1.5));
    }

    [Fact]
    public void A_chain_elsewhere_and_a_chain_of_another_width_are_found()
    {
        double[][] x = TestChains.Independent(4, 500, 3).Arrays();
        var apart = ChainSummary.Of(ScalarDraws.Of("f", [x[0], x[1], x[2], [.. x[3].Select(v => v + 2)]]));
        var wide = ChainSummary.Of(ScalarDraws.Of("f", [x[0], x[1], x[2], [.. x[3].Select(v => 3 * v)]]));
        Assert.True(apart.RhatBulk > 1.2);
        Assert.True(wide.RhatFolded > 1.1 && wide.RhatBulk < 1.02);
        void Blames(ChainSummary summary, string word) => Assert.Contains(summary.Verdict.Concerns, f =>
            f is { Measure: "R-hat", Severity: Severity.Bad } && f.Advice.Contains(word, StringComparison.Ordinal));
        Blames(apart, "location");
        Blames(wide, "spread");
        Assert.True(apart.EssBulk < 50);
    }

    /// <summary>Halves are compared too, so a single chain that drifts is found.</summary>
    [Fact]
    public void A_drifting_chain_is_found()
    {
        double[] x = TestChains.Independent(1, 1000, 4).Arrays()[0];
        Assert.True(Convergence.Rhat(ScalarDraws.Of("f", [[.. x.Select((v, i) => v + 0.003 * i)]])) > 1.2);
    }

    public static TheoryData<double[][]> Stuck =>
    [
        new([[0.1, 0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1, 0.1]]),
        new([[0.1, 0.1, 0.1, 0.1], [0.7, 0.7, 0.7, 0.7]]),
        new([[1e300, -1e300, 0, 3], [0.7, 0.7, 0.7, 0.7]]),
        new([[0, 0, 0, 0]]),
        new([[1, 1, 5, 1, 1]]),
    ];

    /// <summary>Nothing is NaN: infinite R-hat and errors, no effective draw.</summary>
    [Theory, MemberData(nameof(Stuck))]
    public void A_stuck_chain_knows_nothing(double[][] chains)
    {
        var x = ScalarDraws.Of("f", chains);
        double[] rhats = [Convergence.Rhat(x), Convergence.RhatBulk(x), Convergence.RhatFolded(x)];
        Assert.All(rhats, r => Assert.Equal(double.PositiveInfinity, r));
        Assert.All(
            [Convergence.EssBulk(x), Convergence.EssTail(x), Convergence.EssMean(x), Convergence.EssQuantile(x, 0.5)],
            e => Assert.Equal(0, e));
        Assert.All(Errors, measure => Assert.Equal(double.PositiveInfinity, measure(x)));
    }

    /// <summary>A quantile that no half of a chain ever crosses has no effective draw, hence no finite error.</summary>
    [Fact]
    public void A_quantile_without_effective_draws_has_an_infinite_error()
    {
        var draws = ScalarDraws.Of("f", [[5, 6, 1, 7, 8]]);
        Assert.Equal(0, Convergence.EssQuantile(draws, 0.05));
        Assert.Equal(double.PositiveInfinity, Convergence.McseQuantile(draws, 0.05));
    }

    [Fact]
    public void A_stuck_chain_among_moving_ones_is_named()
    {
        double[][] x = TestChains.Independent(3, 50, 6).Arrays();
        var summary = ChainSummary.Of(ScalarDraws.Of("f", [x[0], x[1], [.. Enumerable.Repeat(0.2, 50)]]));
        Assert.Equal([2], summary.StuckChains);
        Assert.Equal(Severity.Bad, summary.Verdict.Severity);
        Assert.Equal((0.0, double.PositiveInfinity), (summary.EssMean, summary.Rhat));
    }

    /// <summary>Chains whose halves stand still at different places move, but contradict themselves.</summary>
    [Fact]
    public void Halves_that_stand_apart_have_infinite_scale_reduction()
    {
        var x = ScalarDraws.Of("f", [[0.1, 0.1, 0.7, 0.7], [0.1, 0.1, 0.7, 0.7]]);
        Assert.Equal(double.PositiveInfinity, Convergence.Rhat(x));
        Assert.InRange(Convergence.EssBulk(x), 1e-3, 8);
    }

    /// <summary>Labels: the median lies midway, so all distances from it are equal and say nothing; ties at the top have a tail.</summary>
    [Fact]
    public void Two_valued_functions_are_summarised()
    {
        var key = RandomKey.FromSeed(9);
        double[] Labels(int c) => [.. key.Fold(c).Permutation(200).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        var x = ScalarDraws.Of("label", [Labels(0), Labels(1), Labels(2)]);
        var summary = ChainSummary.Of(x);
        Assert.Equal(1, summary.RhatFolded);
        Assert.InRange(summary.RhatBulk, 0.99, 1.05);
        Assert.True(summary.EssTail > 100);
        Assert.Equal(0, summary.McseStandardDeviation, 1e-12);
    }

    [Fact]
    public void Numbers_near_the_ends_of_the_range_are_handled()
    {
        var x = TestChains.Independent(2, 100, 7);
        Assert.All([1e-200, 1e200, 1e307], unit =>
        {
            var other = x.Map("f", v => v * unit);
            Same(Convergence.Rhat(x), Convergence.Rhat(other));
            Same(Convergence.EssMean(x), Convergence.EssMean(other));
            Assert.All(Errors, measure => Same(measure(x), measure(other) / unit));
            Same(ChainSummary.Of(x).StandardDeviation, ChainSummary.Of(other).StandardDeviation / unit);
        });
    }

    [Fact]
    public void Reports_gather_the_worst()
    {
        var report = ChainReport.Of([TestChains.Independent(4, 500, 1), TestChains.Autoregressive(4, 500, 0.97, 2)]);
        Assert.Equal(report.Summaries[1].Rhat, report.LargestRhat);
        Assert.Equal(report.Summaries[1].EssBulk, report.SmallestEssBulk);
        Assert.Equal(report.Summaries[1].EssTail, report.SmallestEssTail);
        Assert.Equal(10, report.Verdict.Findings.Count);
        Assert.False(report.Verdict.IsFine);
        Assert.Throws<DataException>(() => ChainReport.Of([]));
    }

    [Fact]
    public void Impossible_quantiles_are_refused() => Assert.All([0, 1, -0.1, double.NaN], p =>
    {
        var x = TestChains.Independent(2, 10);
        Assert.Throws<OptionException>(() => Convergence.Quantile(x, p));
        Assert.Throws<OptionException>(() => Convergence.EssQuantile(x, p));
        Assert.Throws<OptionException>(() => Convergence.McseQuantile(x, p));
    });

    private static void Same(double a, double b) => Assert.True(a == b || Math.Abs(a - b) <= 1e-9 * Math.Abs(a), $"{a:R} and {b:R}");
}
