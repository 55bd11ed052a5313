using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

public class LabelCalibrationTests
{
    private static readonly LabelCalibration Four = LabelCalibration.Of([0.1, 0.9, 0.3, 0.4], [0, 1, 1, 0]);

    /// <summary>
    /// Squares 0.01, 0.01, 0.49, 0.16; sum of (y - p)(1 - 2p) = -0.08 - 0.08 + 0.28 - 0.08, variance 2 x 0.0576 + 0.0336 + 0.0096.
    /// </summary>
    [Fact]
    public void Scores_by_hand()
    {
        Assert.Equal(0.67 / 4, Four.Brier, 1e-14);
        Assert.Equal(0.04 / Math.Sqrt(0.1584), Four.SpiegelhalterZ!.Value, 1e-12);
    }

    /// <summary>Equal widths: (0.1, 0.3, 0.4) and (0.9), gaps |0.8/3 - 1/3| and 0.1. Equal counts: (0.1, 0.3) and (0.4, 0.9).</summary>
    [Fact]
    public void Calibration_errors_by_hand()
    {
        Assert.Equal((0.2 + 0.1) / 4, Four.ExpectedCalibrationError(2), 1e-14);
        Assert.Equal(0.5 * (0.3 + 0.15), Four.ExpectedCalibrationError(2, LabelBins.EqualCount), 1e-14);
        Assert.Equal((0.1 + 0.1 + 0.7 + 0.4) / 4, Four.ExpectedCalibrationError(10), 1e-14);
        Assert.Equal(0.5 - 1.7 / 4, Four.ExpectedCalibrationError(1), 1e-14);
        Assert.Equal([new ReliabilityBin(1, 0.1, 0), new ReliabilityBin(1, 0.3, 1)], Four.Reliability(10).Take(2));
        Assert.Equal(4, Four.Reliability(10).Count);
        Assert.Equal([new ReliabilityBin(1, 1, 1)], LabelCalibration.Of([1], [1]).Reliability(3));
    }

    /// <summary>20,000 labels of their own probabilities: z within 4 (false alarm below 1e-4), error of ten bins below 0.02.</summary>
    /// <summary>Twenty coins, ten heads: in whatever order they lie, in ten bins of two as in one, no probability is wrong.</summary>
    [Fact]
    public void Equal_probabilities_have_no_order()
    {
        double[] half = [.. Enumerable.Repeat(0.5, 20)];
        double[][] orders =
        [
            [.. Enumerable.Range(0, 20).Select(i => i < 10 ? 0.0 : 1)], [.. Enumerable.Range(0, 20).Select(i => (double)(i % 2))],
        ];
        Assert.All(orders, labels =>
        {
            var calibration = LabelCalibration.Of(half.ToValueList(), labels.ToValueList());
            Assert.Equal(0, calibration.ExpectedCalibrationError(10, LabelBins.EqualCount), 1e-15);
            Assert.Equal(0, calibration.ExpectedCalibrationError(10, LabelBins.EqualWidth), 1e-15);
        });
    }

    /// <summary>Every edge i / n, for all n up to 200, belongs to bin i, and the number before it to bin i - 1.</summary>
    [Fact]
    public void A_probability_on_an_edge_belongs_to_the_bin_above()
    {
        for (int bins = 2; bins <= 200; bins++)
        {
            double[] edges = [.. Enumerable.Range(1, bins - 1).Select(i => i / (double)bins)];
            double[] both = [.. edges.SelectMany(e => new[] { Math.BitDecrement(e), e })];
            var calibration = LabelCalibration.Of(both.ToValueList(), both.Select(_ => 1.0).ToValueList());
            Assert.Equal([1, .. Enumerable.Repeat(2, bins - 2), 1], calibration.Reliability(bins).Select(b => b.Count));
        }
    }

    [Fact]
    public void Labels_of_their_own_probabilities_are_calibrated()
    {
        var key = RandomKey.FromSeed(5);
        double[] p = [.. Enumerable.Range(0, 20_000).Select(i => key.Uniform(0, i))];
        double[] y = [.. p.Select((v, i) => key.Uniform(1, i) < v ? 1.0 : 0.0)];
        var calibration = LabelCalibration.Of([.. p], [.. y]);
        Assert.InRange(calibration.SpiegelhalterZ!.Value, -4, 4);
        Assert.Equal(1.0 / 6, calibration.Brier, 0.01);
        Assert.InRange(calibration.ExpectedCalibrationError(), 0, 0.02);
        Assert.NotEqual(Severity.Bad, calibration.Verdict.Severity);
        var tooSure = LabelCalibration.Of([.. p.Select(v => v * v / (v * v + (1 - v) * (1 - v)))], [.. y]);
        Assert.Contains("too sure", Assert.Single(tooSure.Verdict.Concerns).Advice, StringComparison.Ordinal);
        Assert.True(tooSure.SpiegelhalterZ > 5 && tooSure.ExpectedCalibrationError() > 0.05);
        var tooShy = LabelCalibration.Of([.. p.Select(v => 0.25 + 0.5 * v)], [.. y]);
        Assert.Contains("not sure enough", Assert.Single(tooShy.Verdict.Concerns).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_lie_between_nothing_and_one_and_one_bin_is_the_least() => Law.Holds(TestChains.Any, x =>
    {
        double[] p = [.. x.Values.Select(v => 1 / (1 + Math.Exp(-v)))];
        var calibration = LabelCalibration.Of([.. p], [.. x.Values.Select((v, i) => (i & 1) == 0 ? 1.0 : 0.0)]);
        foreach (var binning in new[] { LabelBins.EqualWidth, LabelBins.EqualCount })
        {
            Assert.InRange(calibration.ExpectedCalibrationError(7, binning), calibration.ExpectedCalibrationError(1, binning) - 1e-12, 1);
            Assert.Equal(p.Length, calibration.Reliability(7, binning).Sum(b => b.Count));
        }
    });

    [Fact]
    public void Certain_and_even_predictions_have_no_z_and_no_finding()
    {
        var certain = LabelCalibration.Of([0, 1, 0.5], [0, 1, 1]);
        Assert.Null(certain.SpiegelhalterZ);
        Assert.Empty(certain.Verdict.Findings);
        var wrong = LabelCalibration.Of([0, 0.9, 0.5], [1, 1, 1]);
        Assert.Equal(double.PositiveInfinity, wrong.SpiegelhalterZ);
        Assert.Equal(Severity.Bad, wrong.Verdict.Severity);
    }

    [Fact]
    public void What_is_no_label_and_no_probability_is_refused()
    {
        Refusal.Of<DataException>(() => LabelCalibration.Of([], []), "0 probabilities");
        Refusal.Of<DataException>(() => LabelCalibration.Of([0.5], [1, 0]), "1 probabilities and 2 labels");
        Refusal.Of<DataException>(() => LabelCalibration.Of([0.5], [0.5]), "label 0");
        Refusal.Of<NumericalException>(() => LabelCalibration.Of([double.NaN], [1]), "probability 0");
        Refusal.Of<NumericalException>(() => LabelCalibration.Of([1.01], [1]), "probability 0");
        Refusal.Of<OptionException>(() => Four.Reliability(0), "bins");
    }
}
