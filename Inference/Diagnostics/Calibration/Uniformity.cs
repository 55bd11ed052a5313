// N values on the outcomes 0 .. R - 1, each equally likely if all is well; c_i of them below the grid point m_i, z_i = m_i / R:
//   c_i ~ Binomial(N, z_i),   c_i given c_{i-1} ~ c_{i-1} + Binomial(N - c_{i-1}, (z_i - z_{i-1}) / (1 - z_{i-1}))
//   pointwise level  g_i = min(1, 2 min(P(c <= c_i), P(c >= c_i))),   ECDF p-value = P(some g_i as small as the smallest observed)
// computed exactly by carrying the distribution of c_i inside the band from grid point to grid point (Saeilynoja, Buerkner and Vehtari,
// "Graphical test for discrete uniformity and its applications in goodness-of-fit evaluation and multiple sample comparison", 2022).
//   chi-square = sum_b (n_b - N p_b)^2 / (N p_b) over at most 20 bins of whole outcomes, p-value from the chi-square distribution
//   location z = sum (x - mean) / sqrt(N v),   spread z = sum ((x - mean)^2 - v) / sqrt(N variance of (x - mean)^2),   v = (R^2 - 1) / 12

using MathNet.Numerics;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// Whether independent values are spread evenly over their outcomes: ranks of a simulation-based calibration, or transforms.
/// </summary>
/// <param name="Band">The empirical distribution function with its exact band.</param>
/// <param name="EcdfPValue">Probability that evenly spread values leave the band that these values touch; small is bad.</param>
/// <param name="ChiSquare">The chi-square statistic.</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom: number of bins less one.</param>
/// <param name="ChiSquarePValue">Probability of a larger chi-square statistic of evenly spread values.</param>
/// <param name="LocationZ">Standard score of the mean: positive where values are too large.</param>
/// <param name="SpreadZ">Standard score of the spread: positive where values crowd at the ends, negative where in the middle.</param>
public sealed record Uniformity(
    EcdfBand Band, double EcdfPValue, double ChiSquare, int DegreesOfFreedom, double ChiSquarePValue, double LocationZ, double SpreadZ)
{
    /// <summary>The fewest values that can be tested.</summary>
    public const int FewestValues = 20;

    private const int MostBins = 20, MostCells = 100, FewestCells = 10, CellsTimesValues = 2_000_000;

    /// <summary>Tests ranks, each a whole number from 0 to the number of draws that it was ranked among.</summary>
    /// <param name="ranks">Independent ranks, at least <see cref="FewestValues"/>.</param>
    /// <param name="draws">Number of draws that each value was ranked among, at least 1.</param>
    /// <exception cref="DataException">There are too few ranks.</exception>
    /// <exception cref="OptionException">The number of draws is not positive, or a rank is not between 0 and it.</exception>
    public static Uniformity OfRanks(ReadOnlySpan<int> ranks, int draws)
    {
        RequireValues(ranks.Length);
        foreach (int rank in ranks)
        {
            if (draws < 1 || rank < 0 || rank > draws)
            {
                throw new OptionException(new Problem(
                    "not a rank", "ranks", $"{rank} among {draws} draws", "a rank from 0 to the number of draws"));
            }
        }
        return OfOutcomes(ranks, draws + 1);
    }

    /// <summary>
    /// Tests probability integral transforms, sorted into as many equal cells as there are values, at most 100, and fewer for more than
    /// 20,000 values.
    /// </summary>
    /// <param name="transforms">Independent values from 0 to 1, at least <see cref="FewestValues"/>.</param>
    /// <exception cref="DataException">There are too few values.</exception>
    /// <exception cref="OptionException">A value is not between 0 and 1.</exception>
    public static Uniformity OfTransforms(ReadOnlySpan<double> transforms)
    {
        RequireValues(transforms.Length);
        int cells = Math.Min(transforms.Length, CellsFor(transforms.Length));
        var outcomes = new int[transforms.Length];
        for (int i = 0; i < outcomes.Length; i++)
        {
            double u = transforms[i];
            outcomes[i] = u >= 0 && u <= 1
                ? Math.Min((int)(u * cells), cells - 1)
                : throw new OptionException(new Problem(
                    "not a probability integral transform", $"value {i}", u.ToString("R", null), "a number from 0 to 1"));
        }
        return OfOutcomes(outcomes, cells);
    }

    private static Uniformity OfOutcomes(ReadOnlySpan<int> values, int outcomes)
    {
        var counts = new int[outcomes];
        foreach (int v in values)
        {
            counts[v]++;
        }
        var band = EcdfBand.Of(counts, Math.Min(outcomes, CellsFor(values.Length)));
        int bins = Math.Min(outcomes, Math.Min(MostBins, values.Length / 5));
        double statistic = ChiSquareOf(counts, bins, values.Length);
        var (location, spread) = StandardScores(counts, values.Length);
        return new Uniformity(
            band, band.PValue(), statistic, bins - 1, SpecialFunctions.GammaUpperRegularized(0.5 * (bins - 1), 0.5 * statistic), location,
            spread);
    }

    /// <summary>Keeps the work of the band within a second or so.</summary>
    private static int CellsFor(int values) => Math.Clamp(CellsTimesValues / values, FewestCells, MostCells);

    private static double ChiSquareOf(int[] counts, int bins, int total)
    {
        double statistic = 0;
        for (int b = 0; b < bins; b++)
        {
            int first = (int)((long)b * counts.Length / bins), end = (int)((long)(b + 1) * counts.Length / bins);
            double expected = (double)total * (end - first) / counts.Length, excess = counts[first..end].Sum() - expected;
            statistic += excess * excess / expected;
        }
        return statistic;
    }

    private static (double Location, double Spread) StandardScores(int[] counts, int total)
    {
        double mean = 0.5 * (counts.Length - 1), variance = 0, fourth = 0;
        for (int v = 0; v < counts.Length; v++)
        {
            double square = (v - mean) * (v - mean);
            variance += square / counts.Length;
            fourth += square * square / counts.Length;
        }
        double location = 0, spread = 0;
        for (int v = 0; v < counts.Length; v++)
        {
            location += counts[v] * (v - mean);
            spread += counts[v] * ((v - mean) * (v - mean) - variance);
        }
        double noise = Math.Sqrt(total * (fourth - variance * variance));
        return (location / Math.Sqrt(total * variance), counts.Length > 2 ? spread / noise : 0);
    }

    private static void RequireValues(int count)
    {
        if (count < FewestValues)
        {
            throw new DataException(new Problem(
                "too few values to test", "uniformity", $"{count} values", $"at least {FewestValues}", "simulate or predict more"));
        }
    }
}
