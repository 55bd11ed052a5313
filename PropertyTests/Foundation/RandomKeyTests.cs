using FsCheck.Fluent;
using MathNet.Numerics.Statistics;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Foundation;

public class RandomKeyTests
{
    /// <summary>Known answers of Threefry-2x64-20 published with the Random123 library.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0UL, 0xc2b6e3a8c2c69865UL, 0x6f81ed42f350084dUL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0xe02cb7c4d95d277aUL, 0xd06633d0893b8b68UL)]
    [InlineData(0xa4093822299f31d0UL, 0x082efa98ec4e6c89UL, 0x243f6a8885a308d3UL, 0x13198a2e03707344UL, 0x263c7d30bb0f0af1UL, 0x56be8361d3311526UL)]
    public void Bits_match_published_answers(ulong key0, ulong key1, ulong row, ulong block, ulong x0, ulong x1) =>
        Assert.Equal((x0, x1), new RandomKey(key0, key1).Bits(row, block));

    [Fact]
    public void Permutations_hold_every_index_once() => Law.Holds(
        Gen.Choose(0, 200).SelectMany(n => Gen.Choose(0, 1_000_000).Select(seed => (n, seed))),
        c => Assert.Equal(Enumerable.Range(0, c.n), RandomKey.FromSeed((ulong)c.seed).Permutation(c.n).Order()));

    /// <summary>Mean, variance, skewness and excess kurtosis of 100,000 draws within 5 standard errors: false alarm below 3e-6 in all.</summary>
    [Fact]
    public void Normal_draws_have_the_moments_of_the_standard_normal()
    {
        const int n = 100_000;
        var draws = Enumerable.Range(0, n).Select(i => RandomKey.FromSeed(7).Normal(i / 250, i % 250)).ToArray();
        Assert.InRange(draws.Mean(), -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
        Assert.InRange(draws.Variance() - 1, -5 * Math.Sqrt(2.0 / n), 5 * Math.Sqrt(2.0 / n));
        Assert.InRange(draws.Skewness(), -5 * Math.Sqrt(6.0 / n), 5 * Math.Sqrt(6.0 / n));
        Assert.InRange(draws.Kurtosis(), -5 * Math.Sqrt(24.0 / n), 5 * Math.Sqrt(24.0 / n));
    }

    [Fact]
    public void Folding_different_names_and_indices_gives_different_keys()
    {
        var root = RandomKey.FromSeed(1);
        var keys = Enumerable.Range(0, 1000).Select(root.Fold).Append(root).Append(root.Fold("a")).Append(root.Fold("b"));
        Assert.Equal(1003, keys.Distinct().Count());
    }
}
