// With n points and B bins, the height of a bin is its count times B / n; if every u is uniform, counts are Binomial(n, 1 / B).
// The share of points inside central intervals of level c is Binomial(n, c) / n.

using System.Globalization;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli.Reports;

/// <summary>The figure of calibration: the histogram of predictive probabilities, and coverage against its nominal level.</summary>
public static class CalibrationFigures
{
    private const double Level = 0.95;
    private const double Headroom = 1.12;
    private const int FewestBins = 5;
    private const int MostBins = 20;
    private const int PointsPerBin = 15;
    private const int BandSteps = 50;
    private const int CurveSteps = 20;

    /// <summary>The figure.</summary>
    /// <param name="calibration">The probability integral transforms of the held-back points; those outside 0 to 1 are left out.</param>
    /// <param name="title">The figure's title.</param>
    public static Figure Of(Calibration calibration, string title)
    {
        var sound = new Calibration(calibration.Pit.Where(u => u is >= 0 and <= 1).ToValueList());
        return new Figure(title, [Histogram(sound), Coverage(sound)], 2,
            [
                new LegendEntry(LegendMark.Line, Tone.Model, "model"),
                new LegendEntry(LegendMark.Dashed, Tone.Ink, "perfect calibration"),
                new LegendEntry(LegendMark.InnerBand, Tone.Muted, "95 % chance band for independent points"),
            ],
            """
            First chart: where observations fall in their own predictive distributions, from 0 (below all that was expected) to 1 (above
            it). Flat is honest; a hump in the middle means bands too wide, peaks at the ends mean bands too narrow, a slope means a bias.
            Second chart: the share of points inside the central bands of every level. Below the diagonal the model is too sure of itself,
            above it too timid. Points of one task stand or fall together, so that excursions somewhat beyond the grey band are no surprise.
            """);
    }

    /// <summary>How many bins a histogram of so many values gets.</summary>
    /// <param name="count">The number of values.</param>
    public static int Bins(int count) => Math.Clamp(count / PointsPerBin, FewestBins, MostBins);

    private static Chart Histogram(Calibration calibration)
    {
        int points = calibration.Pit.Count, bins = Bins(points);
        string count = points.ToString("#,##0", CultureInfo.InvariantCulture);
        var marks = points == 0 ? [] : HistogramMarks(calibration, bins);
        double highest = marks.SelectMany(MarkExtent.Ys).DefaultIfEmpty(1).Max();
        return new Chart("Predictive probability of what was observed", $"density, {count} held-back {(points == 1 ? "point" : "points")}",
            new Axis("predictive probability (PIT)", Interval.Unit), new Axis("", new Interval(0, Headroom * highest)), marks,
                ChartSize.Half);
    }

    private static ValueList<Mark> HistogramMarks(Calibration calibration, int bins)
    {
        double scale = (double)bins / calibration.Pit.Count;
        var (low, high) = BinomialBand.Central(calibration.Pit.Count, 1.0 / bins, Level);
        return
        [
            new Mark.Bars(Enumerable.Range(0, bins + 1).Select(i => (double)i / bins).ToValueList(),
                calibration.Histogram(bins).Select(share => share * bins).ToValueList(), Tone.Model),
            new Mark.Band([0, 1], [low * scale, low * scale], [high * scale, high * scale], Tone.Muted, BandStyle.Inner),
            new Mark.Line([0, 1], [1, 1], Tone.Ink, LineStyle.Dashed),
        ];
    }

    private static Chart Coverage(Calibration calibration) => new("Coverage of central bands", "share of held-back points inside",
        new Axis("nominal level", Interval.Unit, Format: TickFormat.Percent), new Axis("", Interval.Unit, Format: TickFormat.Percent),
        calibration.Pit.Count == 0 ? [] : CoverageMarks(calibration), ChartSize.Half);

    private static ValueList<Mark> CoverageMarks(Calibration calibration)
    {
        double points = calibration.Pit.Count;
        var fine = Levels(BandSteps);
        var bounds = fine.Select(level => BinomialBand.Central(calibration.Pit.Count, level, Level)).ToList();
        var levels = Levels(CurveSteps).Where(level => level is > 0 and < 1).ToValueList();
        var coverage = levels.Select(calibration.Coverage).ToValueList();
        return
        [
            new Mark.Band(fine, bounds.Select(b => b.Low / points).ToValueList(), bounds.Select(b => b.High / points).ToValueList(),
                Tone.Muted, BandStyle.Inner),
            new Mark.Line([0, 1], [0, 1], Tone.Ink, LineStyle.Dashed),
            new Mark.Line(levels, coverage, Tone.Model),
            new Mark.Dots(levels, coverage, Tone.Model, DotStyle.Filled),
        ];
    }

    private static ValueList<double> Levels(int steps) => Enumerable.Range(0, steps + 1).Select(i => (double)i / steps).ToValueList();
}
