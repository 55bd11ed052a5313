using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using Xunit;
using Interval = ProbBnn.Cli.Reports.Interval;

namespace ProbBnn.PropertyTests.Reports;

public class ChartTests
{
    private const string Hostile = "<script>alert(\"x\")</script> & 'quotes' ]]> \u0001\u0000 \uD800 \n\t <!-- 日本語 𝒳";

    private static readonly Gen<double> Values = Gen.Frequency(
        (6, from v in Gen.Choose(-1000, 1000) select v / 37.0),
        (1, Gen.Elements(0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 1e-300, 5e-324,
            double.MaxValue)));

    private static readonly Gen<ValueList<double>> Lists = from n in Gen.Choose(0, 12)
                                                           from a in Gen.ArrayOf(Values,
        n)
                                                           select a.ToValueList();

    private static readonly Gen<Mark> Marks = Gen.OneOf(
        from x in Lists
        from y in Lists
        from s in Gen.Elements(Enum.GetValues<LineStyle>())
        select (Mark)new Mark.Line(x, y,
            Tone.Model, s, Hostile),
        from x in Lists from l in Lists from u in Lists select (Mark)new Mark.Band(x, l, u, Tone.Extra, BandStyle.Outer),
        from x in Lists from y in Lists from s in Gen.Elements(Enum.GetValues<DotStyle>()) select (Mark)new Mark.Dots(x, y, Tone.Ink, s),
        from h in Lists select (Mark)new Mark.Bars(Enumerable.Range(0, h.Count + 1).Select(i => (double)i).ToValueList(), h, Tone.Source),
        from x in Lists select (Mark)new Mark.Whiskers(x, x, x, Tone.Muted),
        from x in Values select (Mark)new Mark.Moment(x, Tone.Contrast, Hostile),
        from x in Lists
        from y in Lists
        from v in Lists
        from cells in Gen.Elements(true, false)
        select (Mark)new Mark.Field(x, y, v, ColourMap.Dawn, Interval.Of(v) ?? Interval.Unit, cells));

    private static readonly Gen<Chart> Charts =
        from n in Gen.Choose(0, 5)
        from marks in Gen.ArrayOf(Marks, n)
        from xScale in Gen.Elements(Enum.GetValues<AxisScale>())
        from yScale in Gen.Elements(Enum.GetValues<AxisScale>())
        from size in Gen.Elements(ChartSize.Quarter, ChartSize.Third, ChartSize.Half)
        from title in Gen.Elements("", "A title", Hostile)
        select new Chart(title, title, new Axis(title, Scale: xScale), new Axis("", Scale: yScale), marks.ToValueList(), size);

    [Fact]
    public void Any_chart_of_any_data_is_sound_markup_with_finite_coordinates() =>
        Law.Holds(Charts, chart => Markup.AssertSvg(ChartSvg.Draw(chart, default).ToString()), count: 400);

    [Fact]
    public void Any_sheet_stands_alone() => Law.Holds(
        from n in Gen.Choose(0, 7) from charts in Gen.ArrayOf(Charts, n) from columns in Gen.Choose(1, 4) select (charts, columns),
        c => Markup.AssertSvg(new SvgSheet(c.charts.ToValueList(), c.columns, [new LegendEntry(LegendMark.Line, Tone.Model,
            Hostile)]).ToSvg()),
        count: 50);

    /// <summary>Titles are cut to their room and texts kept inside: no text starts left of the chart or ends right of it.</summary>
    [Fact]
    public void Texts_stay_inside_the_chart() => Law.Holds(Charts, chart =>
    {
        foreach (var text in ChartSvg.Draw(chart, default).Descendants(SvgNode.Namespace + "text"))
        {
            double x = double.Parse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture);
            double width = TextMetrics.Width(text.Value, ChartStyle.TextSize);
            string look = text.Attribute("class")!.Value;
            double left = x - width * (look.EndsWith("middle", StringComparison.Ordinal) ? 0.5 : look.Split(' ').Contains("end") ? 1 : 0);
            Assert.InRange(left, -1, chart.Size.Width);
            Assert.InRange(left + width, 0, chart.Size.Width + 1);
        }
    }, count: 400);

    [Fact]
    public void Names_stand_at_their_places_and_those_outside_the_range_are_left_out()
    {
        var names = new Axis("", new Interval(0, 2))
        {
            Names = [new Tick(0, "low"), new Tick(1, "middle"), new Tick(2, "high"), new Tick(3, "out")],
        };
        var chart = new Chart("", "", new Axis(""), names, [new Mark.Dots([0, 1], [0, 2], Tone.Model, DotStyle.Filled)], ChartSize.Half);
        var ends = ChartSvg.Draw(chart, default).Descendants(SvgNode.Namespace + "text").Where(t => t.Attribute("class")!.Value == "end")
            .Select(t => (t.Value, Y: double.Parse(t.Attribute("y")!.Value, CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(["low", "middle", "high"], ends.Select(e => e.Value));
        Assert.Equal(ends[0].Y - ends[1].Y, ends[1].Y - ends[2].Y, 0.2);
        Assert.True(ends[1].Y < ends[0].Y);
    }

    [Fact]
    public void Hostile_texts_come_back_as_text()
    {
        var chart = new Chart("<b>&\"'", "", new Axis("x<y"), new Axis(""), [new Mark.Moment(1, Tone.Ink, "a&b")], ChartSize.Half);
        string[] texts = [.. XDocument.Parse(ChartSvg.Draw(chart,
            default).ToString()).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Contains("<b>&\"'", texts);
        Assert.Contains("x<y", texts);
        Assert.Contains("a&b", texts);
    }

    [Fact]
    public void A_gap_in_the_data_is_a_gap_in_the_line()
    {
        var chart = new Chart("", "", new Axis(""), new Axis(""), [new Mark.Line([0, 1, 2, 3, 4], [0, 1, double.NaN, 1, 0],
            Tone.Model)], ChartSize.Third);
        Assert.Equal(2, Paths(chart).Count(c => c.StartsWith("curve", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_chart_without_data_says_so() => Assert.Contains("no data",
        ChartSvg.Draw(new Chart("", "", new Axis(""), new Axis(""), [], ChartSize.Third), default).Value, StringComparison.Ordinal);

    /// <summary>Thinning keeps ends and extremes, invents nothing, and bounds the number of points by the width.</summary>
    [Fact]
    public void Thinning_keeps_the_ends_and_the_extremes() => Law.Holds(
        from n in Gen.Choose(1, 4000) from seed in Gen.Choose(0, 1000) select (n, seed), c =>
    {
        var key = RandomKey.FromSeed((ulong)c.seed);
        Pixel[] run = [.. Enumerable.Range(0, c.n).Select(i => new Pixel(100.0 * i / c.n, key.Normal(0, i)))];
        var thin = Outline.Thin(run);
        Assert.Equal(run[0], thin[0]);
        Assert.Equal(run[^1], thin[^1]);
        Assert.Equal(run.Max(p => p.Y), thin.Max(p => p.Y));
        Assert.Equal(run.Min(p => p.Y), thin.Min(p => p.Y));
        Assert.Subset(run.ToHashSet(), thin.ToHashSet());
        Assert.True(thin.Count <= 820);
    }, count: 50);

    /// <summary>What is left out lies on the line that is left; ends stay; a straight line is two points.</summary>
    [Fact]
    public void Leaving_out_points_of_straight_runs_moves_no_line() => Law.Holds(
        from n in Gen.Choose(1, 200) from bends in Gen.Choose(1, 20) from seed in Gen.Choose(0, 1000) select (n, bends, seed), c =>
    {
        var key = RandomKey.FromSeed((ulong)c.seed);
        Pixel[] line = [.. Enumerable.Range(0, c.n).Select(i => new Pixel(i, key.Normal(0, i / c.bends) * (i % c.bends)))];
        var left = StraightRuns.Of(line);
        Assert.Equal(line[0], left[0]);
        Assert.Equal(line[^1], left[^1]);
        Assert.Subset(line.ToHashSet(), left.ToHashSet());
        var drawn = left.Zip(left.Skip(1)).DefaultIfEmpty((left[0], left[0])).ToList();
        Assert.All(line, point => Assert.True(
            drawn.Min(pair => StraightRuns.Distance(point, pair.Item1, pair.Item2)) <= StraightRuns.Tolerance));
        Assert.Equal(Math.Min(2, c.n), StraightRuns.Of([.. line.Select(p => new Pixel(p.X, 3 * p.X))]).Count);
    }, count: 50);

    [Fact]
    public void Labels_at_line_ends_do_not_overlap() => Law.Holds(
        from n in Gen.Choose(1, 8) from ys in Gen.ArrayOf(Gen.Choose(0, 100), n) select ys, ys =>
    {
        var lines = ys.Select(y => new Mark.Line([0, 1], [50, y], Tone.Model, LineStyle.Solid, "name"));
        var frame = new Frame(new Projection(AxisScale.Linear, Interval.Unit, 0, 100), new Projection(AxisScale.Linear,
            new Interval(0, 100), 200, 20));
        double[] lanes = [.. EndLabels.Place(lines, frame, 100).Select(p => p.Y)];
        Assert.All(lanes.Zip(lanes.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 13.99));
        Assert.True(lanes[^1] <= 204.01);
    });

    [Fact]
    public void Lattices_are_found_and_scattered_places_are_not() => Law.Holds(
        from columns in Gen.Choose(3, 12) from rows in Gen.Choose(3, 12) from seed in Gen.Choose(0, 1000) select (columns, rows, seed), c =>
    {
        var key = RandomKey.FromSeed((ulong)c.seed);
        double width = 0.1 + key.Uniform(0, 0), height = 0.1 + key.Uniform(0, 1), x0 = 100 * key.Normal(1, 0), y0 = 100 * key.Normal(1, 1);
        int[] order = key.Permutation(c.columns * c.rows);
        var found = Lattice.Of(order.Select(i => x0 + width * (i % c.columns)).ToValueList(),
            order.Select(i => y0 + height * (i / c.columns)).ToValueList());
        Assert.NotNull(found);
        Assert.Equal(width, found.Value.CellWidth, 6);
        Assert.Equal(height, found.Value.CellHeight, 6);
        var scattered = order.Select(i => key.Normal(2, i)).ToValueList();
        Assert.Null(Lattice.Of(scattered, order.Select(i => key.Normal(3, i)).ToValueList()));
    });

    private static IEnumerable<string> Paths(Chart chart) =>
        ChartSvg.Draw(chart, default).Descendants(SvgNode.Namespace + "path").Select(p => p.Attribute("class")!.Value);
}
