// Formulas: Uniformity.cs. A count c at a grid point lies inside the band of the pointwise level g where
//   min(1, 2 min(F(c), 1 - F(c - 1))) > g.
// Some count of K grid points lies outside with probability K g at most (Bonferroni).

using MathNet.Numerics;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>An empirical distribution function on a grid, and the exact simultaneous band that evenly spread values stay in.</summary>
/// <param name="Values">Number of values.</param>
/// <param name="Grid">Ascending probabilities [points], each above 0 and below 1: the distribution function of evenly spread
/// values.</param>
/// <param name="Below">Number of values below each grid point [points]; divided by <paramref name="Values"/> it should be near the
/// grid.</param>
public sealed record EcdfBand(int Values, ValueList<double> Grid, ValueList<int> Below)
{
    private const double Rounding = 1e-9, Negligible = 1e-9;

    /// <summary>The band of values counted by outcome.</summary>
    /// <param name="counts">Number of values of each outcome.</param>
    /// <param name="cells">Number of cells of whole outcomes, at most the number of outcomes.</param>
    internal static EcdfBand Of(ReadOnlySpan<int> counts, int cells)
    {
        var grid = new double[cells - 1];
        var below = new int[cells - 1];
        int sum = 0, next = 0;
        for (int i = 0; i < grid.Length; i++)
        {
            int end = (int)((long)(i + 1) * counts.Length / cells);
            for (; next < end; next++)
            {
                sum += counts[next];
            }
            (grid[i], below[i]) = ((double)end / counts.Length, sum);
        }
        for (; next < counts.Length; next++)
        {
            sum += counts[next];
        }
        return new EcdfBand(sum, grid.ToValueList(), below.ToValueList());
    }

    /// <summary>
    /// The probability that evenly spread values come as close to leaving some band as these do, at whichever grid point. Exact from 1e-9
    /// on, an upper bound below.
    /// </summary>
    public double PValue()
    {
        double[][] levels = Levels();
        double smallest = 1;
        for (int i = 0; i < Grid.Count; i++)
        {
            smallest = Math.Min(smallest, levels[i][Below[i]]);
        }
        double bound = Grid.Count * smallest;
        return bound < Negligible ? bound : Math.Max(0, 1 - Coverage(levels, smallest));
    }

    /// <summary>
    /// The narrowest band of equal pointwise levels that evenly spread values stay in with at least the given probability, at all grid
    /// points together.
    /// </summary>
    /// <param name="probability">A probability above 0 and below 1, such as 0.95.</param>
    /// <returns>The smallest and largest share of values below each grid point that lie in the band [points].</returns>
    /// <exception cref="OptionException">The probability is not between 0 and 1.</exception>
    public (ValueList<double> Lower, ValueList<double> Upper) Envelope(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new OptionException(new Problem(
                "not the probability of a band", "probability", probability.ToString("R", null), "a number above 0 and below 1"));
        }
        double[][] levels = Levels();
        double certain = (1 - probability) / Grid.Count;
        double[] candidates = [.. levels.SelectMany(l => l).Where(g => g > certain && g <= 1 - probability).Distinct().Order()];
        int inside = -1, outside = candidates.Length;
        while (outside - inside > 1)
        {
            int middle = inside + (outside - inside) / 2;
            (inside, outside) = Coverage(levels, candidates[middle]) >= probability ? (middle, outside) : (inside, middle);
        }
        double level = inside < 0 ? certain : candidates[inside];
        return (
            levels.Select(l => (double)Array.FindIndex(l, g => Inside(g, level)) / Values).ToValueList(),
            levels.Select(l => (double)Array.FindLastIndex(l, g => Inside(g, level)) / Values).ToValueList());
    }

    /// <summary>Pointwise levels [points][0 .. values].</summary>
    private double[][] Levels()
    {
        double[] factorials = LogFactorials();
        return [.. Grid.Select(z => Level(z, factorials))];
    }

    private double[] Level(double share, double[] factorials)
    {
        double logShare = Math.Log(share), logRest = SpecialFunctions.Log1p(-share), lower = 0, upper = 0;
        var density = new double[Values + 1];
        var level = new double[Values + 1];
        for (int c = 0; c <= Values; c++)
        {
            density[c] = Math.Exp(LogBinomial(Values, c, logShare, logRest, factorials));
            lower += density[c];
            level[c] = lower;
        }
        for (int c = Values; c >= 0; c--)
        {
            upper += density[c];
            level[c] = Math.Min(1, 2 * Math.Min(level[c], upper));
        }
        return level;
    }

    /// <summary>The probability that all counts lie inside the band of a pointwise level.</summary>
    private double Coverage(double[][] levels, double level)
    {
        double[] state = [1], factorials = LogFactorials();
        int first = 0;
        double reached = 0;
        for (int i = 0; i < Grid.Count; i++)
        {
            int low = Array.FindIndex(levels[i], g => Inside(g, level)), high = Array.FindLastIndex(levels[i], g => Inside(g, level));
            if (low < 0)
            {
                return 0;
            }
            double share = (Grid[i] - reached) / (1 - reached), logShare = Math.Log(share), logRest = SpecialFunctions.Log1p(-share);
            var next = new double[high - low + 1];
            for (int j = 0; j < state.Length; j++)
            {
                int from = first + j;
                for (int to = Math.Max(low, from); to <= high; to++)
                {
                    next[to - low] += state[j] * Math.Exp(LogBinomial(Values - from, to - from, logShare, logRest, factorials));
                }
            }
            (state, first, reached) = (next, low, Grid[i]);
        }
        return state.Sum();
    }

    /// <summary>Levels that are equal but for rounding, as those of mirrored grid points, count as equal.</summary>
    private static bool Inside(double pointwise, double level) => pointwise > level * (1 + Rounding);

    private double[] LogFactorials() => [.. Enumerable.Range(0, Values + 1).Select(SpecialFunctions.FactorialLn)];

    private static double LogBinomial(int trials, int count, double logShare, double logRest, double[] factorials) =>
        factorials[trials] - factorials[count] - factorials[trials - count] + count * logShare + (trials - count) * logRest;
}
