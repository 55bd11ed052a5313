// Centred moving average: smooth[i] = mean of the finite values[j] with |j - i| <= h, h = floor(n / (2 * windows)), cut at the ends.

using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Smooths noisy curves for the eye.</summary>
public static class Smoothing
{
    /// <summary>The centred moving average; NaN where no value of a window is finite.</summary>
    /// <param name="values">The values, [n].</param>
    /// <param name="windows">How many windows make up the curve, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of windows is not positive.</exception>
    public static ValueList<double> Of(ValueList<double> values, int windows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windows);
        int n = values.Count, half = n / (2 * windows);
        return Enumerable.Range(0, n).Select(i => Mean(values.AsSpan()[Math.Max(0, i - half)..Math.Min(n, i + half + 1)])).ToValueList();
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double mean = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                count++;
                mean += value / count - mean / count;
            }
        }
        return count == 0 ? double.NaN : mean;
    }
}
