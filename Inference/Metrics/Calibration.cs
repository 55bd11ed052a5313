// For a calibrated prediction the probability integral transform u = F(y) is uniform on [0, 1] (Dawid 1984; Gneiting, Balabdaoui and
// Raftery, "Probabilistic forecasts, calibration and sharpness", 2007). y lies in the central interval of level q exactly when
// |2 u - 1| <= q, because both its ends are quantiles: (1 - q) / 2 <= u <= (1 + q) / 2.

using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How predicted probabilities compare with what was observed.</summary>
/// <param name="Pit">Probability integral transforms of the observed values [points], from 0 to 1.</param>
public sealed record Calibration(ValueList<double> Pit)
{
    /// <summary>The share of values inside the central interval of a nominal level; equal to it if predictions are calibrated.</summary>
    /// <param name="level">A nominal level from 0 to 1, 0.9 for the 90 % interval.</param>
    /// <exception cref="OptionException">The level is not between 0 and 1.</exception>
    /// <exception cref="DataException">There is no value.</exception>
    public double Coverage(double level)
    {
        RequireValues();
        if (!(level >= 0 && level <= 1))
        {
            throw new OptionException(new Problem("not a nominal level", "level", level.ToString("R", null), "a number from 0 to 1"));
        }
        double low = 0.5 * (1 - level), high = 0.5 * (1 + level);
        return (double)Pit.Count(u => u >= low && u <= high) / Pit.Count;
    }

    /// <summary>The shares of values whose transform falls into equal bins of [0, 1]: flat if predictions are calibrated.</summary>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <returns>Shares [bins], which sum to 1.</returns>
    /// <exception cref="OptionException">There is no bin.</exception>
    /// <exception cref="DataException">There is no value.</exception>
    public ValueList<double> Histogram(int bins)
    {
        RequireValues();
        if (bins < 1)
        {
            throw new OptionException(new Problem("not a number of bins", "bins", bins.ToString((IFormatProvider?)null), "at least 1"));
        }
        var counts = new int[bins];
        foreach (double u in Pit)
        {
            counts[Math.Min((int)(u * bins), bins - 1)]++;
        }
        return counts.Select(c => (double)c / Pit.Count).ToValueList();
    }

    /// <summary>Whether the transforms are spread evenly, tested as if points were independent.</summary>
    /// <exception cref="DataException">There are fewer than <see cref="Inference.Uniformity.FewestValues"/> values.</exception>
    public Uniformity Uniformity() => Inference.Uniformity.OfTransforms(Pit.AsSpan());

    /// <summary>
    /// By the p-value of even transforms: fine from 0.05 on, bad below 0.001. Points of one task share its posterior and so are not quite
    /// independent: with few tasks of many points a small p-value comes more often than it says.
    /// </summary>
    /// <exception cref="DataException">There are fewer than <see cref="Inference.Uniformity.FewestValues"/> values.</exception>
    public Verdict Verdict()
    {
        var test = Uniformity();
        return new([Finding.AtLeast("predictions", "p-value of calibration", test.EcdfPValue, 0.05, 0.001, Advice(test))]);
    }

    private static string Advice(Uniformity test) => Math.Abs(test.SpreadZ) > Math.Abs(test.LocationZ)
        ? test.SpreadZ > 0
            ? "predictions are too narrow: look at the noise and at the posterior"
            : "predictions are too wide: look at the noise"
        : test.LocationZ > 0 ? "predictions are too low" : "predictions are too high";

    private void RequireValues()
    {
        if (Pit.Count == 0)
        {
            throw new DataException(new Problem(
                "there is no value to calibrate against", "calibration", "0 values", "at least one", "give tasks with target points"));
        }
    }
}
