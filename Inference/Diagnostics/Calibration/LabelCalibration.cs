// Labels y_i in {0, 1}, predicted probabilities p_i of 1, i = 1 .. N:
//   Brier = (1/N) sum_i (p_i - y_i)^2                                                       (Brier 1950)
//   ECE = sum_b (n_b / N) | mean p of bin b - share of ones of bin b |                      (Naeini, Cooper and Hauskrecht 2015)
//   z = sum_i (y_i - p_i)(1 - 2 p_i) / sqrt( sum_i (1 - 2 p_i)^2 p_i (1 - p_i) ),  standard normal if calibrated    (Spiegelhalter 1986)

using MathNet.Numerics;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How predicted probabilities of labels compare with the labels.</summary>
public sealed record LabelCalibration
{
    private LabelCalibration(ValueList<double> probabilities, ValueList<double> labels) =>
        (Probabilities, Labels) = (probabilities, labels);

    /// <summary>Predicted probabilities of the label 1 [points].</summary>
    public ValueList<double> Probabilities { get; }

    /// <summary>Observed labels [points], each 0 or 1.</summary>
    public ValueList<double> Labels { get; }

    /// <summary>Predictions and what came of them.</summary>
    /// <param name="probabilities">Predicted probabilities of the label 1 [points], at least one.</param>
    /// <param name="labels">Observed labels [points], each 0 or 1.</param>
    /// <exception cref="DataException">There is no point, their numbers differ, or a label is neither 0 nor 1.</exception>
    /// <exception cref="NumericalException">A probability is not between 0 and 1.</exception>
    public static LabelCalibration Of(ValueList<double> probabilities, ValueList<double> labels)
    {
        if (probabilities.Count == 0 || probabilities.Count != labels.Count)
        {
            throw new DataException(new Problem(
                "probabilities and labels do not fit together", "calibration of labels",
                $"{probabilities.Count} probabilities and {labels.Count} labels", "at least one, and as many of one as of the other"));
        }
        for (int i = 0; i < labels.Count; i++)
        {
            if (labels[i] is not (0 or 1))
            {
                throw new DataException(new Problem(
                    "not a label", $"label {i}", labels[i].ToString("R", null), "0 or 1", "soft labels have no calibration to measure"));
            }
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
            {
                throw new NumericalException(new Problem(
                    "not a probability", $"probability {i}", probabilities[i].ToString("R", null), "a number from 0 to 1"));
            }
        }
        return new LabelCalibration(probabilities, labels);
    }

    /// <summary>The mean squared difference between probability and label: lower is better, 0.25 for always saying one half.</summary>
    public double Brier => Pairs.Average(i => (i.Probability - i.Label) * (i.Probability - i.Label));

    /// <summary>
    /// Spiegelhalter's z: standard normal for many calibrated predictions, positive where they are too sure, infinite where one was
    /// certain of the other label. Null where every probability is 0, one half or 1 and none is contradicted, which cannot be tested so.
    /// </summary>
    public double? SpiegelhalterZ
    {
        get
        {
            if (Pairs.Any(i => Math.Abs(i.Label - i.Probability) == 1))
            {
                return double.PositiveInfinity;
            }
            double sum = Pairs.Sum(i => (i.Label - i.Probability) * (1 - 2 * i.Probability));
            double variance = Probabilities.Sum(p => (1 - 2 * p) * (1 - 2 * p) * p * (1 - p));
            return variance > 0 ? sum / Math.Sqrt(variance) : null;
        }
    }

    /// <summary>
    /// Expected calibration error: the mean distance between predicted probability and share of ones, bin by bin. Positive by chance even
    /// for calibrated predictions, the more so the more bins.
    /// </summary>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="binning">How predictions are sorted into bins.</param>
    /// <exception cref="OptionException">There is no bin.</exception>
    public double ExpectedCalibrationError(int bins = 10, LabelBins binning = LabelBins.EqualWidth) =>
        Reliability(bins, binning).Sum(b => b.Count * Math.Abs(b.MeanProbability - b.Share)) / Labels.Count;

    /// <summary>The bins of a reliability diagram, by ascending probability; bins without predictions are left out.</summary>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="binning">How predictions are sorted into bins.</param>
    /// <exception cref="OptionException">There is no bin.</exception>
    public ValueList<ReliabilityBin> Reliability(int bins = 10, LabelBins binning = LabelBins.EqualWidth)
    {
        if (bins < 1)
        {
            throw new OptionException(new Problem("not a number of bins", "bins", $"{bins}", "at least 1"));
        }
        var sorted = Pairs.GroupBy(i => i.Probability).OrderBy(ties => ties.Key)
            .SelectMany(ties => Enumerable.Repeat((Probability: ties.Key, Label: ties.Average(i => i.Label)), ties.Count()))
            .Select((pair, rank) => (pair, rank));
        return sorted
            .GroupBy(item => binning switch
            {
                LabelBins.EqualWidth => WidthBin(item.pair.Probability, bins),
                _ => (int)((long)item.rank * bins / Labels.Count),
            })
            .Select(g => new ReliabilityBin(g.Count(), g.Average(i => i.pair.Probability), g.Average(i => i.pair.Label)))
            .ToValueList();
    }

    /// <summary>
    /// By the p-value of Spiegelhalter's z, for independent labels: fine from 0.05 on, bad below 0.001. Not measured where it cannot be
    /// computed.
    /// </summary>
    public Verdict Verdict => SpiegelhalterZ is double z
        ? new([Finding.AtLeast(
            "probabilities of labels", "p-value of calibration", SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2), 0.05, 0.001,
            z > 0
                ? "probabilities are too sure: average over more of the posterior"
                : "probabilities are not sure enough: look at the prior")])
        : Verdict.NotMeasured;

    /// <summary>The last bin i of n with i / n up to the probability; a product alone may round to either side of an edge.</summary>
    private static int WidthBin(double probability, int bins)
    {
        int bin = (int)(probability * bins);
        bin += (bin + 1) / (double)bins <= probability ? 1 : bin / (double)bins > probability ? -1 : 0;
        return Math.Min(bin, bins - 1);
    }

    private IEnumerable<(double Probability, double Label)> Pairs => Probabilities.Zip(Labels);
}
