// Two passes, shifted and scaled, so that neither large offsets nor very large or small spreads lose digits:
//   m = x_1 + (1/n) sum (x_i - x_1);   d_i = x_i - m;   b = max |d_i|;
//   s = b sqrt( (1/n) sum (d_i / b)^2 - ((1/n) sum d_i / b)^2 ),   the second term correcting the rounding of m
// (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983).

namespace ProbBnn.Data;

/// <summary>Mean and standard deviation of one column of numbers.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StdDev">The standard deviation over all n numbers (divisor n); 0 for a constant column.</param>
internal readonly record struct ColumnMoments(double Mean, double StdDev)
{
    // A spread below this share of the mean is rounding of one and the same number.
    private const double RoundingShare = 2.220446049250313e-16;

    /// <summary>The moments of a column that is walked twice; it holds at least one number.</summary>
    public static ColumnMoments Of(IEnumerable<double> column)
    {
        double first = 0, sum = 0, low = double.PositiveInfinity, high = double.NegativeInfinity;
        long count = 0;
        foreach (double value in column)
        {
            first = count++ == 0 ? value : first;
            sum += value - first;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        double mean = first + (sum / count);
        double bound = Math.Max(mean - low, high - mean);
        if (bound <= RoundingShare * Math.Abs(mean))
        {
            return new ColumnMoments(mean, 0);
        }
        double squares = 0, rest = 0;
        foreach (double value in column)
        {
            double d = (value - mean) / bound;
            squares += d * d;
            rest += d;
        }
        rest /= count;
        return new ColumnMoments(mean, bound * Math.Sqrt((squares / count) - (rest * rest)));
    }
}
