using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The figure of predictions over many inputs: predicted against observed, a chart a task.</summary>
public static class ObservedFigure
{
    /// <summary>The figure.</summary>
    /// <param name="predictions">The predictions, a chart each.</param>
    /// <param name="outputLabel">The output, with its unit.</param>
    /// <param name="title">The figure's title.</param>
    public static Figure Of(ValueList<ObservedPrediction> predictions, string outputLabel, string title) => new(title,
        predictions.Select(p => Panel(p, outputLabel)).ToValueList(), 3,
        [
            new LegendEntry(LegendMark.Filled, Tone.Model, "predictive mean"),
            new LegendEntry(LegendMark.Whisker, Tone.Model, "central 90 %"),
            new LegendEntry(LegendMark.Dashed, Tone.Ink, "prediction = observation"),
        ],
        "Every dot is a held-back point. On the dashed line the prediction is exact; nine in ten of the vertical bars should meet it.");

    private static Chart Panel(ObservedPrediction p, string outputLabel)
    {
        var range = Interval.Of(p.Observed.Concat(p.Mean))?.Drawable().Padded(0.06) ?? Interval.Unit;
        return new Chart(p.Title, "predicted", new Axis("observed " + outputLabel, range), new Axis("", range),
        [
            new Mark.Line([range.Low, range.High], [range.Low, range.High], Tone.Ink, LineStyle.Dashed),
            new Mark.Whiskers(p.Observed, p.Q05, p.Q95, Tone.Model),
            new Mark.Dots(p.Observed, p.Mean, Tone.Model, DotStyle.Filled),
        ], ChartSize.Third with { Height = 300 });
    }
}
