using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

/// <summary>The estimate of a bound from its value under each weight sample.</summary>
public class EvidenceLowerBoundTests
{
    /// <summary>The mean and the standard error of the mean of 1, 2, 6 are 3 and sqrt(7 / 3); the same digits far from zero.</summary>
    [Theory, InlineData(0), InlineData(1e6), InlineData(-1e8), InlineData(-1e12)]
    public void Mean_and_error_by_hand(double offset)
    {
        var bound = EvidenceLowerBound.Of([offset + 1, offset + 2, offset + 6], "t");
        Assert.Equal(offset + 3, bound.Mean);
        Assert.Equal(Math.Sqrt(7.0 / 3), bound.StandardError, 1e-12);
        Assert.Equal(3, bound.Samples);
    }

    /// <summary>10,000 normal draws: the error is their standard deviation over a hundred, whose own relative error is 1 / sqrt(20,000), times
    /// six (false alarm 2e-9); 1e-8 of the mean, as near-exact posteriors of large tasks have it.</summary>
    [Theory, InlineData(-1e6, 0.01), InlineData(-1e7, 0.1), InlineData(-1e8, 1)]
    public void The_error_keeps_its_digits_beside_a_large_mean(double mean, double deviation)
    {
        var key = RandomKey.FromSeed(2);
        var bound = EvidenceLowerBound.Of([.. Enumerable.Range(0, 10_000).Select(i => mean + deviation * key.Normal(0, i))], "t");
        Assert.InRange(bound.StandardError / (deviation / 100), 1 - 6 / Math.Sqrt(20_000), 1 + 6 / Math.Sqrt(20_000));
    }

    [Fact]
    public void A_bound_that_is_not_finite_is_refused_by_name()
    {
        var refused = Assert.Throws<NumericalException>(() => EvidenceLowerBound.Of([1, double.NaN], "beat 7"));
        Assert.Contains("beat 7", refused.Message, StringComparison.Ordinal);
        Assert.Throws<OptionException>(() => EvidenceLowerBound.Of([1], "t"));
    }
}
