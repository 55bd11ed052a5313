using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>
/// The figure of predictions over two inputs, a row a task: points given, predictive mean, its uncertainty, what was observed.
/// </summary>
public static class FieldFigure
{
    private const double Flattest = 0.55;
    private const double Tallest = 1.5;
    private const double BesidePlot = 70;
    private const double AboveAndBelow = 85;

    /// <summary>The figure.</summary>
    /// <param name="predictions">The predictions, a row each.</param>
    /// <param name="xLabel">The first input, with its unit.</param>
    /// <param name="yLabel">The second input, with its unit.</param>
    /// <param name="title">The figure's title.</param>
    public static Figure Of(ValueList<FieldPrediction> predictions, string xLabel, string yLabel, string title)
    {
        bool truth = predictions.Any(p => p.Truth is not null);
        return new Figure(title, predictions.SelectMany(p => Row(p, xLabel, yLabel, truth)).ToValueList(), truth ? 4 : 3, [],
            "Colours are the same in all panels of a row but that of the standard deviation, which has a scale of its own: " +
            "dark means unsure. It should be pale around the points given and dark far away from them.");
    }

    private static IEnumerable<Chart> Row(FieldPrediction p, string xLabel, string yLabel, bool truth)
    {
        var values = Interval.Of(p.ContextValues.Concat(p.Mean).Concat(p.Truth ?? [])) ?? Interval.Unit;
        var deviations = Interval.Of(p.StdDev) is { } found ? new Interval(Math.Min(found.Low, 0), found.High) : Interval.Unit;
        var places = new Mark.Field(p.Xs, p.Ys, p.Mean, ColourMap.Dawn, values);
        var x = new Axis(xLabel, Interval.Of(MarkExtent.Xs(places).Concat(p.ContextXs)));
        var y = new Axis(yLabel, Interval.Of(MarkExtent.Ys(places).Concat(p.ContextYs)));
        Chart Panel(string title, Mark mark) => new(title, y.Label.Length == 0 ? "" : "vertical: " + y.Label, x, y, [mark],
            Size(x, y, truth ? ChartSize.Quarter.Width : ChartSize.Third.Width));
        yield return Panel(p.Title, new Mark.Field(p.ContextXs, p.ContextYs, p.ContextValues, ColourMap.Dawn, values, Cells: false));
        yield return Panel("Predictive mean", places);
        yield return Panel("Predictive standard deviation", new Mark.Field(p.Xs, p.Ys, p.StdDev, ColourMap.Ember, deviations));
        if (truth)
        {
            yield return Panel("What was observed", new Mark.Field(p.Xs, p.Ys, p.Truth ?? [], ColourMap.Dawn, values));
        }
    }

    // Equal units where the two inputs have ranges alike, as on a map; else a shape that is easy to look at.
    private static ChartSize Size(Axis x, Axis y, double width)
    {
        double ratio = x.Range is { } across && y.Range is { } up && across.High > across.Low && double.IsFinite(across.High - across.Low)
            ? (up.High - up.Low) / (across.High - across.Low)
            : 1;
        double shape = ratio is >= Flattest / 3 and <= Tallest * 3 ? Math.Clamp(ratio, Flattest, Tallest) : 1;
        return new ChartSize(width, AboveAndBelow + (width - BesidePlot) * shape);
    }
}
