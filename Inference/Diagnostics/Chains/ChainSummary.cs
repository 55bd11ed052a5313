using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>What the chains say about one function of interest, how precisely, and whether to believe it.</summary>
/// <param name="Quantity">The name of the function.</param>
/// <param name="Chains">Number of chains.</param>
/// <param name="Draws">Number of draws of each chain.</param>
/// <param name="Mean">Mean of all draws, in the units of the function.</param>
/// <param name="StandardDeviation">Standard deviation of all draws, in the units of the function.</param>
/// <param name="McseMean">Monte Carlo standard error of the mean; infinite where a chain is stuck.</param>
/// <param name="McseStandardDeviation">Monte Carlo standard error of the standard deviation; infinite where a chain is stuck.</param>
/// <param name="RhatBulk">Rank-normalised split R-hat; infinite where a chain is stuck.</param>
/// <param name="RhatFolded">The same of distances from the median; infinite where a chain is stuck.</param>
/// <param name="EssBulk">Effective sample size in the bulk; zero where a chain is stuck.</param>
/// <param name="EssTail">Effective sample size in the tails; zero where a chain is stuck.</param>
/// <param name="EssMean">Effective sample size of the mean; zero where a chain is stuck.</param>
/// <param name="Quantiles">Quantiles with their errors.</param>
/// <param name="StuckChains">The chains that never moved, counted from 0.</param>
public sealed record ChainSummary(
    string Quantity, int Chains, int Draws, double Mean, double StandardDeviation, double McseMean, double McseStandardDeviation,
    double RhatBulk, double RhatFolded, double EssBulk, double EssTail, double EssMean, ValueList<QuantileEstimate> Quantiles,
    ValueList<int> StuckChains)
{
    /// <summary>The largest R-hat that is fine (Vehtari et al. 2021).</summary>
    public const double LargestRhat = 1.01;

    /// <summary>The smallest bulk and tail ESS that is fine, for each chain (Vehtari et al. 2021: 400 for four).</summary>
    public const double SmallestEssPerChain = 100;

    /// <summary>Rank-normalised split R-hat, the larger of bulk and folded.</summary>
    public double Rhat => Math.Max(RhatBulk, RhatFolded);

    /// <summary>Summarises draws, with the quantiles at 5, 50 and 95 %.</summary>
    /// <param name="draws">The draws.</param>
    public static ChainSummary Of(ScalarDraws draws) => Of(draws, [0.05, 0.5, 0.95]);

    /// <summary>Summarises draws.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="quantiles">Probabilities of the quantiles to estimate, each above 0 and below 1.</param>
    /// <exception cref="OptionException">A probability is not between 0 and 1.</exception>
    public static ChainSummary Of(ScalarDraws draws, ValueList<double> quantiles) => new(
        draws.Quantity, draws.Chains, draws.Draws, DrawMoments.Mean(draws.Values.AsSpan()),
        DrawMoments.StandardDeviation(draws.Values.AsSpan()), Convergence.McseMean(draws), Convergence.McseStandardDeviation(draws),
        Convergence.RhatBulk(draws), Convergence.RhatFolded(draws), Convergence.EssBulk(draws), Convergence.EssTail(draws),
        Convergence.EssMean(draws),
        quantiles.Select(p => new QuantileEstimate(
            p, Convergence.Quantile(draws, p), Convergence.McseQuantile(draws, p), Convergence.EssQuantile(draws, p))).ToValueList(),
        Enumerable.Range(0, draws.Chains).Where(draws.IsStuck).ToValueList());

    /// <summary>
    /// Fine: at least two chains, none stuck, R-hat at most 1.01, bulk and tail ESS at least 100 a chain. Bad: a stuck chain, R-hat above
    /// 1.05, or an ESS below 25 a chain.
    /// </summary>
    public Verdict Verdict => new(
    [
        Finding.AtLeast(Quantity, "number of chains", Chains, 2, 1, "run more chains: a single one cannot show what it has missed"),
        Finding.AtMost(
            Quantity, "chains that never moved", StuckChains.Count, 0, 0,
            "look at the step size and at the starting point; a function that is constant by nature needs no diagnosis"),
        Finding.AtMost(
            Quantity, "R-hat", Rhat, LargestRhat, 1.05,
            RhatFolded > RhatBulk
                ? "chains differ in spread: warm up longer, then draw more"
                : "chains differ in location: warm up longer, then draw more; if they stay apart, the posterior has several modes"),
        Finding.AtLeast(
            Quantity, "bulk ESS", EssBulk, SmallestEssPerChain * Chains, 0.25 * SmallestEssPerChain * Chains,
            "draw more, or let the sampler take longer paths"),
        Finding.AtLeast(
            Quantity, "tail ESS", EssTail, SmallestEssPerChain * Chains, 0.25 * SmallestEssPerChain * Chains,
            "draw more before trusting the 5 % and 95 % quantiles"),
    ]);
}
