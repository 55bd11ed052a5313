using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>One axis of a chart.</summary>
/// <param name="Label">What it shows, with its unit; empty for none.</param>
/// <param name="Range">The range shown, or null to show all that is drawn.</param>
/// <param name="Scale">How numbers are laid out.</param>
/// <param name="Format">How numbers are written.</param>
public sealed record Axis(string Label, Interval? Range = null, AxisScale Scale = AxisScale.Linear, TickFormat Format = TickFormat.Number)
{
    private const double Padding = 0.04;

    /// <summary>Marks that are given, such as names of what stands side by side; none for round numbers.</summary>
    public ValueList<Tick> Names { get; init; }

    /// <summary>The ticks of a range: the given ones that lie in it, or round numbers.</summary>
    /// <param name="range">The range that is drawn.</param>
    /// <param name="target">How many round numbers are wanted, at least 2.</param>
    public ValueList<Tick> TicksOf(Interval range, int target) => Names.Count == 0
        ? Ticks.Of(range, Scale, Format, target)
        : Names.Where(name => range.Contains(name.Value)).ToValueList();

    /// <summary>The range to draw: the given one, or that of the data with a little room, or from 0 to 1 where there are none.</summary>
    /// <param name="data">What is drawn along this axis.</param>
    public Interval RangeFor(IEnumerable<double> data)
    {
        bool logarithmic = Scale == AxisScale.Logarithmic;
        var range = Range ?? Interval.Of(logarithmic ? data.Where(v => v > 0) : data);
        if (logarithmic)
        {
            return range?.Drawable() is { Low: > 0 } positive ? positive : new Interval(1, 10);
        }
        return range is null ? Interval.Unit : Range is null ? range.Value.Drawable().Padded(Padding) : range.Value.Drawable();
    }
}
