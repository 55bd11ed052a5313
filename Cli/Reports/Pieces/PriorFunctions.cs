using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>
/// The figure of the learned prior: functions drawn from it before and after learning, beside those of the data's own source.
/// </summary>
public static class PriorFunctions
{
    private const int MostEmphasised = 3;
    private const double Widest = 2.5;

    /// <summary>The figure.</summary>
    /// <param name="before">Functions of the prior before learning.</param>
    /// <param name="after">Functions of the prior after learning.</param>
    /// <param name="generator">Functions of the source, or null where it is not known.</param>
    /// <param name="xLabel">The input, with its unit.</param>
    /// <param name="title">The figure's title.</param>
    public static Figure Of(SampledFunctions before, SampledFunctions after, SampledFunctions? generator, string xLabel, string title)
    {
        var x = new Axis(xLabel, Interval.Of(before.Xs.Concat(after.Xs).Concat(generator?.Xs ?? [])));
        var y = new Axis("", Range(before, generator ?? after, after));
        var panels = new List<Chart>
        {
            Panel("Before learning", "drawn from the starting prior", before, Tone.Muted, x, y),
            Panel("After learning", "drawn from the learned prior", after, Tone.Model, x, y) with { SharesLeftAxis = true },
        };
        if (generator is not null)
        {
            var panel = Panel("The source itself", "what the tasks are made of", generator, Tone.Source, x, y);
            panels.Add(panel with { SharesLeftAxis = true });
        }
        string match = generator is null ? "" : " The second chart should look like the third: same slopes, same jumps, same spread.";
        return new Figure(title, panels.ToValueList(), 3, [],
            "Every line is one function, drawn before any point of it is seen; three are stronger for the eye to follow." + match);
    }

    private static Chart Panel(string title, string subtitle, SampledFunctions sample, Tone tone, Axis x, Axis y) => new(
        title, subtitle, x, y,
        sample.Functions.Select((function, i) => (Mark)new Mark.Line(sample.Xs, function, tone,
            i >= sample.Functions.Count - MostEmphasised ? LineStyle.Solid : LineStyle.Hair)).ToValueList(), ChartSize.Third);

    private static Interval? Range(SampledFunctions before, SampledFunctions source, SampledFunctions after)
    {
        var wanted = Union(Extent(source), Extent(after));
        var all = Union(wanted, Extent(before));
        return wanted is { } core && all is { } whole ? whole.Within(core.Padded((Widest - 1) / 2)).Drawable().Padded(0.04) : null;
    }

    private static Interval? Extent(SampledFunctions sample) => Interval.Of(sample.Functions.SelectMany(f => f));

    private static Interval? Union(Interval? one, Interval? other) => one is { } a && other is { } b ? a.Union(b) : one ?? other;
}
