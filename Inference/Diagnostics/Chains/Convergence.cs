// With halves of chains as chains, z the rank-normal scores of all draws, q_p the quantile of all draws at p, I[.] an indicator:
//   R-hat = max( R-hat of z,  R-hat of the scores of |x - median| )               bulk and folded
//   bulk ESS = ESS of z        tail ESS = min( ESS of I[x <= q_0.05], ESS of I[x <= q_0.95] )
//   MCSE of the mean = s / sqrt(ESS of x)
//   MCSE of s = sqrt( (m_4 - m_2^2) / ESS of (x - m)^2 ) / (2 sqrt m_2)            delta method, m_k central moments
//   MCSE of q_p = ( x_(ceil(S b)) - x_(max(1, floor(S a))) ) / 2,   a, b the quantiles Phi(-1), Phi(1) of Beta(E p + 1, E (1 - p) + 1),
//                 E the ESS of I[x <= q_p]
// (Vehtari, Gelman, Simpson, Carpenter and Buerkner, "Rank-normalization, folding, and localization: an improved R-hat for assessing
// convergence of MCMC", Bayesian Analysis 2021.)

using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// How well chains have converged, and how precise what they say is. One rule for a chain that never moved: R-hat and every standard
/// error are infinite, every effective sample size is zero, because such a chain agrees with nothing and knows nothing. A function that
/// is in truth constant looks the same from its draws and is treated alike.
/// </summary>
public static class Convergence
{
    private const double LowerDeviation = 0.15865525393145707, UpperDeviation = 0.8413447460685429;

    /// <summary>
    /// Rank-normalised split R-hat, the larger of <see cref="RhatBulk"/> and <see cref="RhatFolded"/>: 1 for mixed chains.
    /// </summary>
    /// <param name="draws">The draws.</param>
    public static double Rhat(ScalarDraws draws) => Math.Max(RhatBulk(draws), RhatFolded(draws));

    /// <summary>Split R-hat of the rank-normalised draws: whether chains agree in location. Unchanged by monotone transforms.</summary>
    /// <param name="draws">The draws.</param>
    public static double RhatBulk(ScalarDraws draws) => draws.AnyStuck
        ? double.PositiveInfinity
        : ScaleReduction.Of(draws.Halves(RankNormal.Of(draws.Values.AsSpan())));

    /// <summary>Split R-hat of the rank-normalised distances from the median: whether chains agree in spread.</summary>
    /// <param name="draws">The draws.</param>
    public static double RhatFolded(ScalarDraws draws)
    {
        if (draws.AnyStuck)
        {
            return double.PositiveInfinity;
        }
        double median = SortedArrayStatistics.QuantileCustom(draws.Sorted(), 0.5, QuantileDefinition.R7);
        return ScaleReduction.Of(draws.Halves(RankNormal.Of([.. draws.Values.Select(x => Math.Abs(x - median))])));
    }

    /// <summary>Effective sample size in the bulk, of the rank-normalised draws. Unchanged by monotone transforms.</summary>
    /// <param name="draws">The draws.</param>
    public static double EssBulk(ScalarDraws draws) => Ess(draws, RankNormal.Of(draws.Values.AsSpan()));

    /// <summary>Effective sample size in the tails: the smaller one of the 5 % and the 95 % quantile.</summary>
    /// <param name="draws">The draws.</param>
    public static double EssTail(ScalarDraws draws) => Math.Min(EssQuantile(draws, 0.05), EssQuantile(draws, 0.95));

    /// <summary>Effective sample size of the mean, of the draws themselves.</summary>
    /// <param name="draws">The draws.</param>
    public static double EssMean(ScalarDraws draws) => Ess(draws, draws.Values.AsSpan());

    /// <summary>
    /// Effective sample size of a quantile; zero where no half of a chain has draws on its other side, as in the tails of very short
    /// chains. Where a tie at the top makes all draws lie at or below it, those below are counted.
    /// </summary>
    /// <param name="draws">The draws.</param>
    /// <param name="probability">The probability of the quantile, above 0 and below 1.</param>
    /// <exception cref="OptionException">The probability is not between 0 and 1.</exception>
    public static double EssQuantile(ScalarDraws draws, double probability)
    {
        double quantile = Quantile(draws, probability);
        bool strictly = draws.Values.Max() <= quantile;
        return Ess(draws, [.. draws.Values.Select(x => x < quantile || (!strictly && x == quantile) ? 1.0 : 0.0)]);
    }

    /// <summary>The quantile of all draws, interpolated between neighbours.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="probability">The probability of the quantile, above 0 and below 1.</param>
    /// <exception cref="OptionException">The probability is not between 0 and 1.</exception>
    public static double Quantile(ScalarDraws draws, double probability) => probability > 0 && probability < 1
        ? SortedArrayStatistics.QuantileCustom(draws.Sorted(), probability, QuantileDefinition.R7)
        : throw new OptionException(new Problem(
            "not the probability of a quantile", "probability", probability.ToString("R", null), "a number above 0 and below 1"));

    /// <summary>Monte Carlo standard error of the mean, in the units of the function.</summary>
    /// <param name="draws">The draws.</param>
    public static double McseMean(ScalarDraws draws) => draws.AnyStuck
        ? double.PositiveInfinity
        : DrawMoments.StandardDeviation(draws.Values.AsSpan()) / Math.Sqrt(EssMean(draws));

    /// <summary>Monte Carlo standard error of the standard deviation, in the units of the function, by the delta method. It is zero, and says
    /// nothing, where all draws lie equally far from the mean, as those of two equally frequent values do.</summary>
    /// <param name="draws">The draws.</param>
    public static double McseStandardDeviation(ScalarDraws draws)
    {
        if (draws.AnyStuck)
        {
            return double.PositiveInfinity;
        }
        double mean = DrawMoments.Mean(draws.Values.AsSpan()), size = draws.Values.Max(x => Math.Abs(x - mean));
        double[] squares = [.. draws.Values.Select(x => (x - mean) / size * ((x - mean) / size))];
        double second = squares.Average(), excess = squares.Average(s => (s - second) * (s - second));
        return excess > 0 ? size * Math.Sqrt(excess / Ess(draws, squares) / (4 * second)) : 0;
    }

    /// <summary>Monte Carlo standard error of a quantile, in the units of the function.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="probability">The probability of the quantile, above 0 and below 1.</param>
    /// <exception cref="OptionException">The probability is not between 0 and 1.</exception>
    public static double McseQuantile(ScalarDraws draws, double probability)
    {
        double ess = EssQuantile(draws, probability);
        if (draws.AnyStuck || ess == 0)
        {
            return double.PositiveInfinity;
        }
        double alpha = ess * probability + 1, beta = ess * (1 - probability) + 1;
        double[] sorted = draws.Sorted();
        int low = (int)Math.Floor(Beta.InvCDF(alpha, beta, LowerDeviation) * sorted.Length);
        int high = (int)Math.Ceiling(Beta.InvCDF(alpha, beta, UpperDeviation) * sorted.Length);
        return 0.5 * (sorted[Math.Min(high, sorted.Length) - 1] - sorted[Math.Max(low, 1) - 1]);
    }

    /// <summary>Effective sample size of a function of the draws; values are brought to the order of one, which changes nothing.</summary>
    private static double Ess(ScalarDraws draws, ReadOnlySpan<double> values)
    {
        if (draws.AnyStuck)
        {
            return 0;
        }
        double origin = values[0], size = 0;
        foreach (double v in values)
        {
            size = Math.Max(size, Math.Abs(v - origin));
        }
        return size > 0 ? EffectiveSize.Of(draws.Halves([.. values.ToArray().Select(v => (v - origin) / size)])) : 0;
    }
}
