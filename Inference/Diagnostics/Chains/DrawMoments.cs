// m = x_0 + sum_i (x_i - x_0) / n,   s = d sqrt( sum_i ((x_i - m) / d)^2 / (n - 1) ),   d = max_i |x_i - m|.
// The shift keeps digits far from zero and equal values exact; the divisions keep sums within the range of numbers.

namespace ProbBnn.Inference;

/// <summary>Mean, variance and standard deviation of values that may lie far from zero or from one another.</summary>
internal static class DrawMoments
{
    /// <summary>The mean of at least one value; that value itself where all are equal.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double v in values)
        {
            sum += (v - values[0]) / values.Length;
        }
        return values[0] + sum;
    }

    /// <summary>The unbiased variance of at least two values of the order of one; zero where all are equal.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        double deviation = StandardDeviation(values);
        return deviation * deviation;
    }

    /// <summary>
    /// The standard deviation of at least two values, the square root of their unbiased variance; zero where all are equal.
    /// </summary>
    public static double StandardDeviation(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), size = 0, sum = 0;
        foreach (double v in values)
        {
            size = Math.Max(size, Math.Abs(v - mean));
        }
        if (size == 0)
        {
            return 0;
        }
        foreach (double v in values)
        {
            double scaled = (v - mean) / size;
            sum += scaled * scaled;
        }
        return size * Math.Sqrt(sum / (values.Length - 1));
    }
}
