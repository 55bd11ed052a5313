using FsCheck.Fluent;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

public class UniformityTests
{
    private static int[] Ranks(params int[] counts) => [.. counts.SelectMany((count, rank) => Enumerable.Repeat(rank, count))];

    /// <summary>
    /// Twenty ranks on four outcomes: ECDF p-values by enumerating all 1,771 ways to fill the outcomes in a separate Python program with
    /// scipy's binomial and multinomial, chi-square by scipy's chisquare; standard scores by hand (variance 5/4, that of the squares 1).
    /// </summary>
    [Theory]
    [InlineData(new[] { 8, 6, 4, 2 }, 0.19586056910338823, 4.0, 0.26146412994911117, -2.0, 0.0)]
    [InlineData(new[] { 5, 5, 5, 5 }, 1.0, 0.0, 1.0, 0.0, 0.0)]
    [InlineData(new[] { 2, 3, 5, 10 }, 0.0416567038046196, 7.6, 0.055043936378878076, 2.6, 0.8944271909999159)]
    [InlineData(new[] { 1, 8, 10, 1 }, 0.09901856111537209, 13.2, 0.004223463658686359, 0.2, -3.5777087639996634)]
    public void Tests_by_enumeration(int[] counts, double ecdf, double chiSquare, double p, double location, double spread)
    {
        var test = Uniformity.OfRanks(Ranks(counts), 3);
        Assert.Equal(ecdf, test.EcdfPValue, 1e-10);
        Assert.Equal(chiSquare, test.ChiSquare, 1e-12);
        Assert.Equal(3, test.DegreesOfFreedom);
        Assert.Equal(p, test.ChiSquarePValue, 1e-10);
        Assert.Equal(location, test.LocationZ, 1e-12);
        Assert.Equal(spread, test.SpreadZ, 1e-12);
        Assert.Equal([0.25, 0.5, 0.75], test.Band.Grid);
        Assert.Equal([counts[0], counts[0] + counts[1], 20 - counts[3]], test.Band.Below);
    }

    /// <summary>The exact probability of a property of the cumulative counts, by enumeration.</summary>
    private static double Probability(int total, int outcomes, Func<int[], bool> holds)
    {
        double sum = 0;
        var counts = new int[outcomes];
        void Fill(int outcome, int rest)
        {
            if (outcome == outcomes - 1)
            {
                counts[outcome] = rest;
                int[] below = [.. counts.Take(outcomes - 1).Select((_, i) => counts[..(i + 1)].Sum())];
                sum += holds(below)
                    ? Math.Exp(SpecialFunctions.FactorialLn(total) - counts.Sum(SpecialFunctions.FactorialLn) - total * Math.Log(outcomes))
                    : 0;
                return;
            }
            for (int c = 0; c <= rest; c++)
            {
                counts[outcome] = c;
                Fill(outcome + 1, rest - c);
            }
        }
        Fill(0, total);
        return sum;
    }

    [Theory, InlineData(0.5), InlineData(0.9), InlineData(0.95), InlineData(0.999)]
    public void The_envelope_holds_its_probability(double probability)
    {
        var band = Uniformity.OfRanks(Ranks(5, 5, 5, 5), 3).Band;
        var (lower, upper) = band.Envelope(probability);
        double Covered(int slack) => Probability(20, 4, below => Enumerable.Range(0, 3).All(i =>
            below[i] >= Math.Round(20 * lower[i]) + slack && below[i] <= Math.Round(20 * upper[i]) - slack));
        Assert.True(Covered(0) >= probability);
        Assert.True(Covered(1) < probability);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(lower[i], 1 - upper[2 - i], 1e-12));
    }

    [Fact]
    public void P_values_are_those_of_enumeration() => Law.Holds(
        from outcomes in Gen.Choose(2, 4)
        from ranks in Gen.Choose(0, outcomes - 1).ArrayOf(20)
        select (outcomes, ranks),
        c =>
        {
            double Level(int below, int point)
            {
                double z = (point + 1.0) / c.outcomes;
                return Math.Min(1, 2 * Math.Min(Binomial.CDF(z, 20, below), 1 - Binomial.CDF(z, 20, below - 1)));
            }
            double Smallest(int[] below) => below.Select(Level).Min();
            int[] observed = [.. Enumerable.Range(1, c.outcomes - 1).Select(m => c.ranks.Count(r => r < m))];
            double limit = Smallest(observed) * (1 + 1e-7);
            double expected = Probability(20, c.outcomes, below => Smallest(below) <= limit);
            Assert.Equal(expected, Uniformity.OfRanks(c.ranks, c.outcomes - 1).EcdfPValue, 1e-8);
        }, count: 20);

    /// <summary>
    /// 400 sets of 60 even ranks: p-values below 0.1 come in at most 10 % of them, here up to 16 % (4 standard errors), and not in fewer
    /// than 3 % (they would be useless).
    /// </summary>
    [Fact]
    public void Even_ranks_are_seldom_doubted()
    {
        var key = RandomKey.FromSeed(6);
        Uniformity[] tests = [.. Enumerable.Range(0, 400).Select(t =>
            Uniformity.OfRanks([.. Enumerable.Range(0, 60).Select(i => key.Integer(t, i, 20))], 19))];
        Assert.InRange(tests.Count(t => t.EcdfPValue < 0.1), 12, 64);
        Assert.InRange(tests.Count(t => t.ChiSquarePValue < 0.1), 12, 64);
        Assert.InRange(tests.Average(t => t.LocationZ * t.LocationZ), 0.7, 1.3);
        Assert.InRange(tests.Average(t => t.SpreadZ * t.SpreadZ), 0.7, 1.3);
    }

    /// <summary>Bins of 21 outcomes cannot be equal; expectations follow their sizes, so counts in proportion give zero.</summary>
    [Fact]
    public void Uneven_bins_expect_uneven_counts()
    {
        var test = Uniformity.OfRanks([.. Enumerable.Range(0, 105).Select(i => i % 21)], 20);
        Assert.Equal(0, test.ChiSquare, 1e-12);
        Assert.Equal(19, test.DegreesOfFreedom);
        Assert.Equal(1, test.EcdfPValue, 1e-9);
    }

    [Fact]
    public void Transforms_are_tested_and_judged()
    {
        var key = RandomKey.FromSeed(8);
        ValueList<double> Pit(double width, double shift) =>
            Enumerable.Range(0, 500).Select(i => Normal.CDF(shift, width, key.Normal(0, i))).ToValueList();
        Verdict Of(double width, double shift) => new Calibration(Pit(width, shift)).Verdict();
        Assert.True(Of(1, 0).IsFine);
        Assert.Contains("too narrow", Assert.Single(Of(0.6, 0).Concerns).Advice, StringComparison.Ordinal);
        Assert.Contains("too wide", Assert.Single(Of(1.6, 0).Concerns).Advice, StringComparison.Ordinal);
        Assert.Contains("too high", Assert.Single(Of(1, 0.5).Concerns).Advice, StringComparison.Ordinal);
        Assert.Contains("too low", Assert.Single(Of(1, -0.5).Concerns).Advice, StringComparison.Ordinal);
        Assert.Equal(100 - 1, Uniformity.OfTransforms(Pit(1, 0).AsSpan()).Band.Grid.Count);
        Assert.InRange(Uniformity.OfTransforms(Pit(0.1, 3).AsSpan()).EcdfPValue, 0, 1e-50);
        Assert.Equal(20, Uniformity.OfTransforms([.. Enumerable.Range(0, 20).Select(i => i / 19.0)]).Band.Values);
    }

    /// <summary>100,000 even values on 20 cells, and as many that are not: neither takes long.</summary>
    [Fact]
    public void Many_values_are_tested()
    {
        double[] even = [.. Enumerable.Range(0, 100_000).Select(i => (i + 0.5) / 100_000)];
        var test = Uniformity.OfTransforms(even);
        Assert.Equal(19, test.Band.Grid.Count);
        Assert.True(test.EcdfPValue > 0.9 && test.ChiSquare < 1e-9);
        Assert.True(Uniformity.OfTransforms([.. even.Select(u => u * u)]).EcdfPValue < 1e-100);
        Assert.All(test.Band.Envelope(0.95).Upper.Zip(test.Band.Grid), pair => Assert.InRange(pair.First - pair.Second, 0.0005, 0.01));
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        Refusal.Of<DataException>(() => Uniformity.OfRanks(new int[19], 3), "19 values", "at least 20");
        Refusal.Of<OptionException>(() => Uniformity.OfRanks(Ranks(10, 10), 0), "rank");
        Refusal.Of<OptionException>(() => Uniformity.OfRanks([.. Ranks(10, 10), 4], 3), "4 among 3");
        Refusal.Of<OptionException>(() => Uniformity.OfTransforms([.. new double[20], 1.1]), "value 20");
        Refusal.Of<OptionException>(() => Uniformity.OfRanks(Ranks(10, 10), 1).Band.Envelope(1), "probability");
        Refusal.Of<DataException>(() => new Calibration([0.5]).Verdict(), "1 values");
    }
}
