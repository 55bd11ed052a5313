using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

/// <summary>
/// Chains that any language makes alike (<see cref="TestChains.Portable"/>), against numbers from a separate program written from the
/// definitions of Vehtari et al. 2021 in Python with numpy 1.24 and scipy 1.10: direct sums for autocovariances, scipy's rankdata,
/// normal and beta quantiles.
/// </summary>
public class ChainOracleTests
{
    public static TheoryData<int, int, double, double[]> Cases => new()
    {
        // R-hat bulk, folded; ESS bulk, 5 %, 95 %, 50 %, mean; MCSE mean, sd, 5 %, 50 %
        {
            4, 100, 0.5,
            [
                1.019817344412, 0.9979034522591, 137.9251694561, 282.6662301165, 243.3611953547, 195.7407427949, 138.0400150914,
                0.09777690526756, 0.05132608806381, 0.1643022407835, 0.07378349418074,
            ]
        },
        {
            3, 251, 0.9,
            [
                1.056300630234, 1.012666967953, 41.40728478811, 150.5338640171, 146.160737, 61.12524758186, 41.39256092623,
                0.3455289665891, 0.1334716739494, 0.2486743941137, 0.3078520226998,
            ]
        },
        {
            2, 64, -0.6,
            [
                0.9921494028664, 0.9908112831741, 269.7228761149, 144.3598183801, 155.0378510379, 269.7228761149, 269.7228761149,
                0.07032218195983, 0.06981326854866, 0.2597854286202, 0.07963147421262,
            ]
        },
        {
            1, 40, 0.3,
            [
                1.039813385162, 1.013021591399, 21.91049542317, 51.0067114094, 21.10524854207, 29.01750274071, 21.17614988761,
                0.2316087759155, 0.1679246514574, 0.5495834722951, 0.2313052071638,
            ]
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Every_measure_agrees_with_the_separate_program(int chains, int draws, double phi, double[] expected)
    {
        var x = TestChains.Portable(chains, draws, phi);
        double[] actual =
        [
            Convergence.RhatBulk(x), Convergence.RhatFolded(x), Convergence.EssBulk(x), Convergence.EssQuantile(x, 0.05),
            Convergence.EssQuantile(x, 0.95), Convergence.EssQuantile(x, 0.5), Convergence.EssMean(x), Convergence.McseMean(x),
            Convergence.McseStandardDeviation(x), Convergence.McseQuantile(x, 0.05), Convergence.McseQuantile(x, 0.5),
        ];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));
    }

    /// <summary>One chain 1, 2, 4, 3 has the halves (1, 2) and (4, 3); W = 1/2, variance of the means 2, R-hat^2 = (W/2 + 2) / W.</summary>
    [Fact]
    public void Split_scale_reduction_by_hand()
    {
        var halves = ScalarDraws.Of("f", [[1, 2, 4, 3]]);
        Assert.Equal(Math.Sqrt(4.5), ScaleReduction.Of(halves.Halves(halves.Values.AsSpan())), 1e-14);
        Assert.Equal([[1, 2], [4, 5]], ScalarDraws.Of("f", [[1, 2, 99, 4, 5]]).Halves([1, 2, 99, 4, 5]));
    }

    /// <summary>
    /// Two chains (1, -1, 1, -1): c_0 = 1, c_1 = -3/4, W = 4/3, V = 1, so rho_1 = 1 - (4/3 + 3/4) &lt; -1 and no pair is positive; the even
    /// lag 0 that ends the sum gives tau = -1 + 1 = 0, below the bound, so ESS = 8 log10 8.
    /// </summary>
    [Fact]
    public void Effective_size_of_an_alternating_chain_meets_its_bound() =>
        Assert.Equal(8 * Math.Log10(8), EffectiveSize.Of([[1, -1, 1, -1], [1, -1, 1, -1]]), 1e-12);

    /// <summary>Deviations -1.5, -0.5, 0.5, 1.5: sums of products 5, 1.25, -1.5, -2.25 over 4, by hand.</summary>
    [Fact]
    public void Autocovariances_by_hand()
    {
        double[] expected = [1.25, 0.3125, -0.375, -0.5625];
        Assert.All(expected.Zip(Autocovariance.Of([1, 2, 3, 4])), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Ties_share_their_average_rank()
    {
        double[] scores = RankNormal.Of([5, 1, 5, 2]);
        Assert.Equal(scores[0], scores[2]);
        Assert.Equal(MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (3.5 - 0.375) / 4.25), scores[0], 1e-14);
        Assert.Equal(MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 - 0.375) / 4.25), scores[1], 1e-14);
    }
}
