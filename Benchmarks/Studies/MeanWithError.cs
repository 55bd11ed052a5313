// mean = (1/n) sum x_i,   standard error = sqrt( sum (x_i - mean)^2 / (n - 1) / n )
using System.Globalization;
using MathNet.Numerics.Statistics;

namespace ProbBnn.Benchmarks;

/// <summary>A mean over tasks or splits with its standard error.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">Its standard error; null of a single value.</param>
/// <param name="Count">How many values.</param>
internal sealed record MeanWithError(double Mean, double? StandardError, int Count)
{
    /// <summary>The mean of some values; null of none.</summary>
    /// <param name="values">Finite values.</param>
    public static MeanWithError? Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? null : new MeanWithError(
            all.Mean(), all.Length == 1 ? null : all.StandardDeviation() / Math.Sqrt(all.Length), all.Length);
    }

    /// <summary>As a cell of a table, such as <c>-1.23 ± 0.04</c>.</summary>
    /// <param name="decimals">Digits after the point.</param>
    public string Text(int decimals)
    {
        string format = $"F{decimals}";
        string mean = Mean.ToString(format, CultureInfo.InvariantCulture);
        return StandardError is { } error ? $"{mean} ± {error.ToString(format, CultureInfo.InvariantCulture)}" : mean;
    }
}
