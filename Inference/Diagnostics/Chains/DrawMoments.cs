// m = x_0 + (1/n) sum_i (x_i - x_0),   s^2 = sum_i (x_i - m)^2 / (n - 1).  The shift keeps digits far from zero, and equal values exact.

namespace ProbBnn.Inference;

/// <summary>Mean and variance of values that may lie far from zero.</summary>
internal static class DrawMoments
{
    /// <summary>The mean of at least one value; that value itself where all are equal.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values)
        {
            sum += v - values[0];
        }
        return values[0] + sum / values.Length;
    }

    /// <summary>The unbiased variance of at least two values; zero where all are equal.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), sum = 0;
        foreach (double v in values)
        {
            sum += (v - mean) * (v - mean);
        }
        return sum / (values.Length - 1);
    }
}
