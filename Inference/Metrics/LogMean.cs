// log sum_i exp(a_i) = M + log sum_i exp(a_i - M),  M = max_i a_i;   log mean = log sum - log n.

namespace ProbBnn.Inference;

/// <summary>Sums and means of numbers that are given by their logarithms, without overflow or underflow.</summary>
internal static class LogMean
{
    /// <summary>The logarithm of the sum of exponentials; minus infinity for no numbers.</summary>
    /// <param name="logs">Logarithms, finite or minus infinity.</param>
    public static double SumExp(ReadOnlySpan<double> logs)
    {
        double largest = double.NegativeInfinity;
        foreach (double a in logs)
        {
            largest = Math.Max(largest, a);
        }
        if (double.IsNegativeInfinity(largest))
        {
            return largest;
        }
        double sum = 0;
        foreach (double a in logs)
        {
            sum += Math.Exp(a - largest);
        }
        return largest + Math.Log(sum);
    }

    /// <summary>The logarithm of the mean of exponentials.</summary>
    /// <param name="logs">At least one logarithm, finite or minus infinity.</param>
    public static double MeanExp(ReadOnlySpan<double> logs) => SumExp(logs) - Math.Log(logs.Length);
}
