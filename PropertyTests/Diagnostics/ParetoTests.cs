using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

/// <summary>
/// The tail fit and the weights made of it. Numbers in hand are from a separate program written from the papers in Python with numpy 1.24
/// and scipy 1.10 (its genpareto for quantiles, its logsumexp), on Park-Miller uniforms that any language makes alike.
/// </summary>
public class ParetoTests
{
    /// <summary>By integer state 3: 50 values u^-1/2 - 1; by state 11: 20 values u; and six numbers.</summary>
    [Fact]
    public void Fits_agree_with_the_separate_program()
    {
        long three = 3, eleven = 11;
        void Check(double shape, double scale, IEnumerable<double> values)
        {
            var fit = GeneralisedPareto.Fit([.. values.Order()]);
            Assert.Equal(shape, fit.Shape, 1e-10);
            Assert.Equal(scale, fit.Scale, 1e-10);
        }
        Check(0.8296002036148504, 0.5710428807780137, TestChains.PortableUniforms(ref three, 50).Select(u => Math.Pow(u, -0.5) - 1));
        Check(-0.267736035869528, 0.6443710276678478, TestChains.PortableUniforms(ref eleven, 20));
        Check(0.4204232978074306, 0.7728269238083273, [0.1, 0.25, 0.5, 0.8, 1.4, 3.0]);
    }

    /// <summary>
    /// The standard deviation of the shape's estimate is (1 + k) / sqrt n for large n; 5 of them and the prior's pull, 10 |1/2 - k| / n
    /// (false alarm below 1e-6).
    /// </summary>
    [Theory, InlineData(-0.3), InlineData(0), InlineData(0.3), InlineData(0.7), InlineData(1.2)]
    public void Draws_of_known_shape_give_it_back(double shape)
    {
        const int n = 5000;
        var key = RandomKey.FromSeed(4);
        var truth = new GeneralisedPareto(shape, 2.5);
        var fit = GeneralisedPareto.Fit([.. Enumerable.Range(0, n).Select(i => truth.Quantile(key.Uniform(0, i))).Order()]);
        Assert.Equal(shape, fit.Shape, 5 * (1 + Math.Abs(shape)) / Math.Sqrt(n) + 10 * Math.Abs(0.5 - shape) / n);
        Assert.Equal(2.5, fit.Scale, 0.4);
    }

    [Fact]
    public void A_fit_scales_with_its_excesses() => Law.Holds(TestChains.Any, x =>
    {
        double[] excesses = [.. x.Values.Select(v => Math.Abs(v) + 0.01).Append(5).Order()];
        var (one, other) = (GeneralisedPareto.Fit(excesses), GeneralisedPareto.Fit([.. excesses.Select(v => 64 * v)]));
        Assert.Equal(one.Shape, other.Shape, 1e-10);
        Assert.Equal(64 * one.Scale, other.Scale, 1e-9 * other.Scale);
    }, count: 50);

    /// <summary>
    /// Excesses further apart than numbers reach: the shape is infinite, no weight is smoothed, and none is NaN. The gaps lie where the
    /// smallest ratios are subnormal numbers, and beyond, where they are zero.
    /// </summary>
    [Theory, InlineData(710), InlineData(712), InlineData(720), InlineData(735), InlineData(744), InlineData(2000)]
    public void A_tail_too_deep_for_numbers_has_infinite_shape(double gap)
    {
        double[][] cases =
        [
            [.. Enumerable.Range(0, 20).Select(i => -2000.0 - i), 0, -gap, -gap - 3, -gap - 8, -gap - 18],
            [0, .. Enumerable.Range(0, 19).Select(i => -gap - 0.5 * i), .. Enumerable.Range(0, 80).Select(i => -2000.0 - i)],
        ];
        Assert.All(cases, ratios =>
        {
            var weights = ParetoSmoothedWeights.Of(ratios);
            Assert.Equal(double.PositiveInfinity, weights.Khat);
            Assert.All(weights.LogWeights, w => Assert.True(double.IsFinite(w)));
            Assert.Equal(1, weights.LogWeights.Sum(Math.Exp), 1e-12);
            Assert.Equal(Severity.Bad, weights.Verdict.Severity);
        });
    }

    /// <summary>Shape 1: s p / (1 - p). Shape 0: -s log(1 - p). Shape -1: s p, bounded.</summary>
    [Fact]
    public void Quantiles_by_hand()
    {
        Assert.Equal(6, new GeneralisedPareto(1, 2).Quantile(0.75), 1e-14);
        Assert.Equal(2 * Math.Log(4), new GeneralisedPareto(0, 2).Quantile(0.75), 1e-14);
        Assert.Equal(1.5, new GeneralisedPareto(-1, 2).Quantile(0.75), 1e-14);
        Assert.Equal(new GeneralisedPareto(0, 2).Quantile(0.9), new GeneralisedPareto(1e-13, 2).Quantile(0.9), 1e-11);
    }

    [Fact]
    public void What_is_no_excess_is_refused()
    {
        Refusal.Of<ShapeException>(() => GeneralisedPareto.Fit([1, 2, 3, 4]), "at least 5");
        Assert.All([0.0, -1, double.NaN, double.PositiveInfinity], x => Refusal.Of<NumericalException>(
            () => GeneralisedPareto.Fit([x, 1, 2, 3, 4]), "excess"));
    }

    /// <summary>
    /// Ratios u^-a of 400 uniforms from state 7: shape, effective size, largest log weight, weighted mean of u, log mean ratio.
    /// </summary>
    [Theory]
    [InlineData(0.3, 0.5688840497054928, 282.70555055227805, -3.7067697458098903, 0.4125651092900187, 0.37717486362147046)]
    [InlineData(0.9, 1.170751704581966, 7.75021569576743, -1.087786071603383, 0.11047138004801628, 2.1058218112031257)]
    [InlineData(1.5, 1.7488303053558132, 1.8598892559505213, -0.32369912107140797, 0.008413252970669565, 5.396183237826057)]
    public void Weights_agree_with_the_separate_program(double power, double khat, double size, double largest, double mean, double logMean)
    {
        long state = 7;
        double[] u = TestChains.PortableUniforms(ref state, 400);
        var weights = ParetoSmoothedWeights.Of([.. u.Select(v => -power * Math.Log(v))]);
        Assert.Equal((400, 60), (weights.Draws, weights.TailDraws));
        Assert.Equal(khat, weights.Khat, 1e-9);
        Assert.Equal(size, weights.EffectiveSampleSize, 1e-8 * size);
        Assert.Equal(largest, weights.LogWeights.Max(), 1e-9);
        Assert.Equal(mean, weights.Mean(u), 1e-10);
        Assert.Equal(logMean, weights.LogMeanRatio, 1e-9);
    }

    /// <summary>Draws worth a quarter of independent ones have a longer tail: min(400 / 5, 3 sqrt 1600) = 80.</summary>
    [Fact]
    public void Dependent_draws_have_a_longer_tail()
    {
        long state = 7;
        double[] logs = [.. TestChains.PortableUniforms(ref state, 400).Select(v => -0.9 * Math.Log(v))];
        var weights = ParetoSmoothedWeights.Of(logs, 0.25);
        Assert.Equal(80, weights.TailDraws);
        Assert.Equal(1.1516813828164223, weights.Khat, 1e-9);
        Assert.Equal(0.25 * 8.036884001444921, weights.EffectiveSampleSize, 1e-8);
        Assert.Equal(80, ParetoSmoothedWeights.Of(logs, 0).TailDraws);
    }

    [Fact]
    public void Weights_are_normalised_ordered_like_ratios_and_free_of_constants() => Law.Holds(TestChains.Any, x =>
    {
        double[] ratios = [.. x.Values.Concat(TestChains.Independent(1, 30).Values).Select(v => 3 * v)];
        var weights = ParetoSmoothedWeights.Of(ratios);
        Assert.Equal(1, weights.LogWeights.Sum(Math.Exp), 1e-12);
        Assert.InRange(weights.EffectiveSampleSize, 1 - 1e-9, ratios.Length * (1 + 1e-9));
        var byRatio = weights.LogWeights.Zip(ratios).OrderBy(p => p.Second).Select(p => p.First).ToArray();
        Assert.All(byRatio.Zip(byRatio.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-12));
        var shifted = ParetoSmoothedWeights.Of([.. ratios.Select(r => r + 4096)]);
        Assert.Equal(weights.Khat, shifted.Khat, (a, b) => a == b || Math.Abs(a - b) < 1e-6);
        Assert.Equal(weights.LogMeanRatio + 4096, shifted.LogMeanRatio, 1e-7);
    });

    /// <summary>
    /// q = N(0, s^2) of p = Z N(0, 1): the ratios' tail has shape 1 - s^2, with logarithmic corrections; wider ones are bounded. The log
    /// evidence of a good q is log Z within 5 standard errors of the ratios' mean, whose variance is s^2 / sqrt(2 s^2 - 1) - 1.
    /// </summary>
    [Fact]
    public void The_width_of_an_approximation_decides_its_khat()
    {
        ParetoSmoothedWeights At(double s)
        {
            double[] x = [.. TestChains.Independent(1, 10_000, 12).Values.Select(v => s * v)];
            return ParetoSmoothedWeights.OfApproximation(
                [.. x.Select(v => 3 - 0.5 * v * v)], [.. x.Select(v => -0.5 * v * v / (s * s) - Math.Log(s))]);
        }
        var (same, wide, slim, thin) = (At(1), At(1.4), At(0.8), At(0.3));
        Assert.Equal(double.NegativeInfinity, same.Khat);
        Assert.Equal((10_000, 3), (Math.Round(same.EffectiveSampleSize, 6), Math.Round(same.LogMeanRatio, 9)));
        Assert.True(same.Verdict.IsFine && wide.Verdict.IsFine && slim.Verdict.IsFine);
        Assert.True(wide.Khat < 0.3);
        Assert.InRange(slim.Khat, 0.1, 0.6);
        Assert.InRange(thin.Khat, 0.7, 1.3);
        Assert.False(thin.Verdict.IsFine);
        Assert.Equal(3, wide.LogMeanRatio, 5 * Math.Sqrt((1.96 / Math.Sqrt(2.92) - 1) / 10_000));
        Assert.Equal(3, slim.LogMeanRatio, 5 * Math.Sqrt((0.64 / Math.Sqrt(0.28) - 1) / 10_000));
        Assert.Equal(1, wide.Mean([.. TestChains.Independent(1, 10_000, 12).Values.Select(v => 1.96 * v * v)]), 0.1);
    }

    [Fact]
    public void A_weight_that_outweighs_all_others_has_no_tail()
    {
        double[] ratios = [.. Enumerable.Repeat(0.0, 99).Select((_, i) => -2000.0 - i), 0];
        var weights = ParetoSmoothedWeights.Of(ratios);
        Assert.Equal((double.PositiveInfinity, 0), (weights.Khat, weights.TailDraws));
        Assert.Equal(1, weights.EffectiveSampleSize, 1e-12);
        Assert.Equal(-2098, weights.LogWeights.Min(), 1e-9);
        Assert.Equal(double.PositiveInfinity, weights.DrawsNeeded);
        Assert.Equal(Severity.Bad, weights.Verdict.Severity);
    }

    [Fact]
    public void Equal_largest_ratios_have_no_tail()
    {
        double[] ratios = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? -1 - 0.01 * i : 0)];
        Assert.Equal(double.PositiveInfinity, ParetoSmoothedWeights.Of(ratios).Khat);
    }

    /// <summary>Equal ratios keep equal weights, so weights do not depend on the order of draws.</summary>
    [Fact]
    public void Equal_ratios_share_their_weight()
    {
        double[] ratios = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 3 ? 1 : -0.01 * i)];
        var weights = ParetoSmoothedWeights.Of(ratios);
        Assert.Equal(20, weights.TailDraws);
        Assert.Single(Enumerable.Range(0, 10).Select(i => weights.LogWeights[10 * i + 3]).Distinct());
        double[] reversed = [.. ratios.Reverse()];
        Assert.Equal(weights.LogWeights, ParetoSmoothedWeights.Of(reversed).LogWeights.Reverse().ToValueList());
    }

    /// <summary>1 - 1 / log10 S: 1/2 for 100, 2/3 for 1000, and 0.7 from about 2200 on.</summary>
    [Fact]
    public void Thresholds_grow_with_the_number_of_draws()
    {
        Assert.Equal(0.5, ParetoSmoothedWeights.ThresholdFor(100), 1e-12);
        Assert.Equal(2.0 / 3, ParetoSmoothedWeights.ThresholdFor(1000), 1e-12);
        Assert.Equal(0.7, ParetoSmoothedWeights.ThresholdFor(4000));
    }

    [Fact]
    public void What_cannot_be_weighed_is_refused()
    {
        Refusal.Of<ShapeException>(() => ParetoSmoothedWeights.Of(new double[24]), "24 draws", "at least 25");
        double[] bad = [.. Enumerable.Range(0, 30).Select(i => i == 17 ? double.NaN : i)];
        Refusal.Of<NumericalException>(() => ParetoSmoothedWeights.Of(bad), "log ratio of draw 17");
        Refusal.Of<OptionException>(() => ParetoSmoothedWeights.Of(new double[30], -1), "relativeEfficiency");
        Refusal.Of<ShapeException>(() => ParetoSmoothedWeights.OfApproximation(new double[30], new double[29]), "30 joint, 29 approximate");
        Refusal.Of<ShapeException>(() => ParetoSmoothedWeights.Of(new double[30]).Mean([1, 2]), "2 values");
    }
}
