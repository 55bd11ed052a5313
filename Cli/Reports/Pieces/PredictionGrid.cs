using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>
/// The figure of predictions along one input: small charts, row by row; a row shares its vertical axis where ranges are alike.
/// </summary>
public static class PredictionGrid
{
    private const double AlikeWithin = 4;
    private const double BandAllowance = 0.4;

    /// <summary>The figure.</summary>
    /// <param name="predictions">The predictions, row by row.</param>
    /// <param name="columns">How many stand in a row, 1 to 4.</param>
    /// <param name="xLabel">The input, with its unit.</param>
    /// <param name="title">The figure's title.</param>
    public static Figure Of(ValueList<FunctionPrediction> predictions, int columns, string xLabel, string title)
    {
        var rows = predictions.Select(YRange).Chunk(Math.Max(1, columns)).Select(SharedRange).ToList();
        var xRange = Interval.Of(predictions.SelectMany(p => p.Xs.Concat(p.Context.Xs).Concat(p.Targets.Xs)));
        int last = predictions.Count - 1;
        var charts = predictions.Select((p, i) => new Chart(p.Title, Score(p.LogDensity), new Axis(xLabel, xRange),
            new Axis("", rows[i / columns] ?? YRange(p)), Marks(p), ChartSize.Third)
        {
            SharesLeftAxis = rows[i / columns] is not null && i % columns != 0,
            SharesBottomAxis = i + columns <= last,
        });
        return new Figure(title, charts.ToValueList(), columns, Legend(predictions),
            """
            The bands hold the central 50 % and 90 % of what the model expects to observe, noise included: nine in ten of the open circles
            should lie in the wider band. Each thin line is one whole function that the model holds possible. With every further point the
            functions that miss it drop out, and the bands close where the data speak.
            """);
    }

    private static string Score(double? logDensity) =>
        logDensity is { } score && double.IsFinite(score) ? $"log density {new TableCell.Number(score).Text(2)} per point" : "";

    // The range of a row, or null where its charts differ too much in range to share it.
    private static Interval? SharedRange(Interval?[] ranges)
    {
        var known = ranges.OfType<Interval>().ToList();
        if (known.Count == 0)
        {
            return null;
        }
        var whole = known.Aggregate((sum, range) => sum.Union(range));
        return whole.High - whole.Low <= AlikeWithin * known.Min(r => r.High - r.Low) ? whole : null;
    }

    private static ValueList<Mark> Marks(FunctionPrediction p)
    {
        ValueList<Mark> marks =
        [
            new Mark.Band(p.Xs, p.Bands.Q05, p.Bands.Q95, Tone.Model, BandStyle.Outer),
            new Mark.Band(p.Xs, p.Bands.Q25, p.Bands.Q75, Tone.Model, BandStyle.Inner),
            .. p.Functions.Select(f => new Mark.Line(p.Xs, f, Tone.Model, LineStyle.Hair)),
            new Mark.Line(p.Xs, p.Mean, Tone.Model),
        ];
        marks = p.Truth is null ? marks : marks.Add(new Mark.Line(p.Truth.Xs, p.Truth.Ys, Tone.Ink, LineStyle.Dashed));
        return marks.Add(new Mark.Dots(p.Targets.Xs, p.Targets.Ys, Tone.Contrast, DotStyle.Open))
            .Add(new Mark.Dots(p.Context.Xs, p.Context.Ys, Tone.Ink, DotStyle.Filled));
    }

    // What was observed is always in sight; the wide band as far as it does not dwarf it.
    private static Interval? YRange(FunctionPrediction p)
    {
        var observed = Interval.Of(p.Context.Ys.Concat(p.Targets.Ys).Concat(p.Truth?.Ys ?? []));
        var band = Interval.Of(p.Bands.Q05.Concat(p.Bands.Q95).Concat(p.Mean));
        var range = observed is { } seen && band is { } wide && seen.High > seen.Low
            ? seen.Union(wide.Within(seen.Padded(BandAllowance)))
            : observed is { } flat && band is { } around ? flat.Union(around) : observed ?? band;
        return range?.Drawable().Padded(0.04);
    }

    private static ValueList<LegendEntry> Legend(ValueList<FunctionPrediction> predictions)
    {
        ValueList<LegendEntry> entries =
        [
            new LegendEntry(LegendMark.Filled, Tone.Ink, "points given"),
            new LegendEntry(LegendMark.Line, Tone.Model, "predictive mean"),
            new LegendEntry(LegendMark.InnerBand, Tone.Model, "50 % band"),
            new LegendEntry(LegendMark.OuterBand, Tone.Model, "90 % band"),
        ];
        if (predictions.Any(p => p.Functions.Count > 0))
        {
            entries = entries.Add(new LegendEntry(LegendMark.Hair, Tone.Model, "functions drawn from the posterior"));
        }
        if (predictions.Any(p => p.Targets.Xs.Count > 0))
        {
            entries = entries.Add(new LegendEntry(LegendMark.Open, Tone.Contrast, "points held back"));
        }
        return predictions.Any(p => p.Truth is not null)
            ? entries.Add(new LegendEntry(LegendMark.Dashed, Tone.Ink, "true function"))
            : entries;
    }
}
