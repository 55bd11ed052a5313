// m chains of n values, S = m n, autocovariances c_jt (divided by n), W = n/(n - 1) mean_j c_j0, V = (n - 1)/n W + variance of chain means:
//   rho_0 = 1,   rho_t = 1 - (W - mean_j c_jt) / V
//   P_t = rho_2t + rho_2t+1, summed while positive, each no larger than the one before (Geyer 1992, initial monotone sequence)
//   tau = -1 + 2 sum_t P_t + max(0, rho of the even lag that ends the sum),   tau >= 1 / log10 S,   ESS = S / tau
// (Vehtari et al. 2021, eqs. 10-13; the last term halves the truncation for antithetic chains, the bound keeps ESS <= S log10 S).

namespace ProbBnn.Inference;

/// <summary>The number of independent draws that would estimate a mean as well as autocorrelated ones do.</summary>
internal static class EffectiveSize
{
    /// <summary>The effective sample size of at least two chains of equal length; zero where all values are equal.</summary>
    public static double Of(double[][] chains)
    {
        int length = chains[0].Length;
        double total = (double)chains.Length * length;
        double[][] covariances = [.. chains.Select(c => Autocovariance.Of(c))];
        double within = covariances.Average(c => c[0]) * length / (length - 1);
        double whole = (length - 1.0) / length * within + DrawMoments.Variance([.. chains.Select(c => DrawMoments.Mean(c))]);
        if (!(whole > 0))
        {
            return 0;
        }
        double Correlation(int lag) => lag == 0 ? 1 : 1 - (within - covariances.Average(c => c[lag])) / whole;
        double sum = 0, last = double.PositiveInfinity, remainder = 0;
        for (int lag = 0; lag + 1 < length; lag += 2)
        {
            double even = Correlation(lag), pair = even + Correlation(lag + 1);
            if (pair <= 0)
            {
                remainder = Math.Max(even, 0);
                break;
            }
            last = Math.Min(last, pair);
            sum += last;
        }
        double time = Math.Max(-1 + 2 * sum + remainder, 1 / Math.Log10(total));
        return total / time;
    }
}
