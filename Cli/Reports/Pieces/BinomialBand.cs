// P(X = k) for X ~ Binomial(n, p) by the recursion  P(k + 1) / P(k) = (n - k) / (k + 1) * p / (1 - p)  outward from the mode,
// normalised by the sum; the quantile at q is the least k with P(X <= k) >= q. Terms below 1e-18 of the mode are left out.

namespace ProbBnn.Cli.Reports;

/// <summary>Quantiles of the binomial distribution, for the chance bands of histograms and coverages.</summary>
public static class BinomialBand
{
    private const double Negligible = 1e-18;

    /// <summary>The central interval of a binomial count: the quantiles at (1 - level) / 2 and (1 + level) / 2.</summary>
    /// <param name="trials">The number of trials, not negative.</param>
    /// <param name="probability">The probability of success, 0 to 1.</param>
    /// <param name="level">The level, between 0 and 1, such as 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static (int Low, int High) Central(int trials, double probability, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (!(probability is >= 0 and <= 1) || !(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), "a probability lies from 0 to 1, a level strictly between");
        }
        int mode = (int)Math.Min(trials, Math.Floor((trials + 1.0) * probability));
        if (probability is 0 or 1 || trials == 0)
        {
            return (mode, mode);
        }
        double odds = probability / (1 - probability);
        var weights = new LinkedList<double>([1.0]);
        int first = mode;
        for (double w = 1; first > 0 && w > Negligible; first--)
        {
            w *= first / (trials - first + 1.0) / odds;
            weights.AddFirst(w);
        }
        int last = mode;
        for (double w = 1; last < trials && w > Negligible; last++)
        {
            w *= (trials - last) / (last + 1.0) * odds;
            weights.AddLast(w);
        }
        double total = weights.Sum();
        return (Quantile(weights, first, total * (1 - level) / 2), Quantile(weights, first, total * (1 + level) / 2));
    }

    private static int Quantile(LinkedList<double> weights, int first, double share)
    {
        double sum = 0;
        int k = first - 1;
        foreach (double weight in weights)
        {
            sum += weight;
            k++;
            if (sum >= share)
            {
                return k;
            }
        }
        return k;
    }
}
