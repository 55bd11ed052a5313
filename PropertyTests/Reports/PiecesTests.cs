using FsCheck.Fluent;
using MathNet.Numerics.Distributions;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Reports;

public class PiecesTests
{
    private static readonly ValueList<double> None = [];
    private static readonly ObservedPoints NoPoints = new(None, None);

    /// <summary>Against sums of the distribution function of an independent library, off the few cases where rounding decides.</summary>
    [Fact]
    public void Binomial_intervals_are_the_quantiles() => Law.Holds(
        from n in Gen.Choose(0, 400) from p in Gen.Choose(1, 99) select (n, p / 100.0), c =>
    {
        var (n, p) = c;
        var (low, high) = BinomialBand.Central(n, p, 0.95);
        var exact = new Binomial(p, n);
        foreach (var (k, share) in new[] { (low, 0.025), (high, 0.975) })
        {
            Assert.True(exact.CumulativeDistribution(k) >= share - 1e-9);
            Assert.True(k == 0 || exact.CumulativeDistribution(k - 1) < share + 1e-9);
        }
    });

    [Fact]
    public void Binomial_intervals_of_many_trials_match_the_normal_limit()
    {
        const int n = 1_000_000;
        var (low, high) = BinomialBand.Central(n, 0.05, 0.95);
        double sd = Math.Sqrt(n * 0.05 * 0.95);
        Assert.Equal(n * 0.05 - Normal.InvCDF(0, 1, 0.975) * sd, low, 1.5);
        Assert.Equal(n * 0.05 + Normal.InvCDF(0, 1, 0.975) * sd, high, 1.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Binomial_intervals_of_certain_events_are_points(int p) => Assert.Equal((7 * p, 7 * p), BinomialBand.Central(7, p, 0.95));

    /// <summary>Bars and curve as counted by hand; a value that is no probability is left out.</summary>
    [Fact]
    public void Calibration_is_counted()
    {
        var figure = CalibrationFigures.Of(new Calibration([0.5, 0.9, 0.04, 0.99, double.NaN]), "");
        Assert.Equal([1.25, 0, 1.25, 0, 2.5], figure.Charts[0].Marks.OfType<Mark.Bars>().Single().Heights);
        var dots = figure.Charts[1].Marks.OfType<Mark.Dots>().Single();
        Assert.Equal([0.25, 0.5, 0.75], new[] { 0.5, 0.85, 0.95 }.Select(level => dots.Ys[dots.Xs.ToList().IndexOf(level)]));
    }

    [Fact]
    public void Smoothing_keeps_straight_lines_inside_and_skips_what_is_not_finite()
    {
        var line = Enumerable.Range(0, 400).Select(i => 3.0 * i).ToValueList();
        var smooth = Smoothing.Of(line, 40);
        Assert.All(Enumerable.Range(10, 380), i => Assert.Equal(line[i], smooth[i], 9));
        Assert.All(Smoothing.Of(line.SetItem(5, double.NaN), 40), v => Assert.True(double.IsFinite(v)));
        Assert.Empty(Smoothing.Of(None, 40));
    }

    [Fact]
    public void The_best_of_a_column_is_marked()
    {
        var table = ScoreTable.Of(
        [
            new ModelScore("a", 0.5, 0.1, 0.2, null, 0.80), new ModelScore("b", 0.7, 0.1, 0.3, null, 0.91),
            new ModelScore("c", double.NaN, null, 0.2000001, null, double.NaN),
        ], "Scores");
        Assert.Equal([1], table.BestRows(1));
        Assert.Equal([0, 2], table.BestRows(2).Order());
        Assert.Equal([1], table.BestRows(3));
        Assert.Empty(table.BestRows(0));
    }

    [Theory]
    [InlineData(-1234.5678, 2, "−1,234.57")]
    [InlineData(0.9, 0, "1")]
    [InlineData(-0.0001, 2, "0.00")]
    [InlineData(double.NaN, 2, "–")]
    [InlineData(double.NegativeInfinity, 2, "–")]
    public void Numbers_in_tables(double value, int decimals, string expected) => Assert.Equal(expected,
        new TableCell.Number(value).Text(decimals));

    /// <summary>Pages of nothing, of one point, of constants, of numbers that are none, and of one task.</summary>
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, 1.0)]
    [InlineData(1, 0.0)]
    [InlineData(5, 2.5)]
    [InlineData(5, double.NaN)]
    [InlineData(5, 1e300)]
    public void Pages_of_degenerate_data_are_whole(int points, double value)
    {
        var xs = Enumerable.Range(0, points).Select(i => (double)i).ToValueList();
        var ys = Enumerable.Repeat(value, points).ToValueList();
        var observed = new ObservedPoints(xs, ys);
        var prediction = new FunctionPrediction("task", value, xs, ys, new PredictionBands(ys, ys, ys, ys), [ys], observed, NoPoints,
            observed);
        var field = new FieldPrediction("task", xs, xs, ys, xs, xs, null, ys, ys);
        var functions = new SampledFunctions(xs, points == 0 ? [] : [ys]);
        var curve = new TrainingCurve("run", Tone.Model, xs, ys, xs, ys, points == 0 ? null : 0);
        var data = SyntheticReports.RunOfCurves() with
        {
            Functions = [prediction],
            Fields = [field],
            Points = [new ObservedPrediction("task", ys, ys, ys, ys)],
            Training = [curve],
            Calibration = new Calibration(ys),
            Scores = [],
            InputLabels = [],
        };
        Markup.AssertPage(RunReport.Compose(data).ToHtml());
        Markup.AssertPage(DemoReport.Compose(SyntheticReports.Demo() with
        {
            Scores = [],
            Training = [],
            PriorBefore = functions,
            PriorAfter = functions,
            Source = functions,
            Predictions = [prediction],
            Calibration = new Calibration(None),
        }).ToHtml());
    }

    [Fact]
    public void A_page_without_anything_is_whole() => Markup.AssertPage(HtmlReport.Of("", "", "").ToHtml());

    [Fact]
    public void A_field_finds_its_best_step_and_panels_share_axes()
    {
        var figure = PredictionGrid.Of(SyntheticReports.Demo().Predictions, 3, "x", "title");
        Assert.Equal(9, figure.Charts.Count);
        Assert.Equal([false, true, true], figure.Charts.Take(3).Select(c => c.SharesLeftAxis));
        Assert.Equal([true, true, true, true, true, true, false, false, false], figure.Charts.Select(c => c.SharesBottomAxis));
        Assert.Single(figure.Charts.Select(c => c.X.Range).Distinct());
    }
}
