using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Cli.Reports;
using Xunit;
using Interval = ProbBnn.Cli.Reports.Interval;

namespace ProbBnn.PropertyTests.Reports;

public class TicksTests
{
    private static readonly Gen<int> Targets = Gen.Choose(3, 12);

    /// <summary>Signed numbers of magnitudes from 1e-300 to 1e300, with zero.</summary>
    private static readonly Gen<double> Numbers =
        from mantissa in Gen.Choose(-9999, 9999)
        from exponent in Gen.Frequency((3, Gen.Choose(-6, 6)), (1, Gen.Choose(-300, 296)))
        select mantissa * Math.Pow(10, exponent);

    private static readonly Gen<Interval> Ranges =
        from one in Numbers
        from other in Gen.Frequency((4, Numbers), (1, Gen.Constant(one)), (1, Gen.Constant(one * (1 + 1e-12))), (1,
            Gen.Constant(one * 1.0001)))
        select new Interval(Math.Min(one, other), Math.Max(one, other));

    private static readonly Gen<(Interval Range, int Target)> Cases = from range in Ranges from target in Targets select (range, target);

    [Fact]
    public void Linear_ticks_lie_inside_the_range_in_rising_order_and_are_neither_few_nor_many() => Law.Holds(Cases, c =>
    {
        var ticks = Linear(c.Range, c.Target);
        Assert.All(ticks, t => Assert.True(c.Range.Drawable().Contains(t)));
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(ticks.Length, Math.Max(1, (int)(c.Target / 2.5)), c.Target + 1);
    }, count: 1000);

    /// <summary>Neighbours are 1, 2 or 5 times a power of ten apart, and every tick is a whole multiple of that step.</summary>
    [Fact]
    public void Linear_ticks_are_whole_multiples_of_a_round_step() => Law.Holds(Cases, c =>
    {
        decimal[] ticks = [.. Scaled(Linear(c.Range, c.Target))];
        if (ticks.Length < 2)
        {
            return;
        }
        decimal step = ticks[1] - ticks[0];
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First));
        Assert.All(ticks, t => Assert.Equal(0, t % step));
        Assert.Contains(step.ToString(System.Globalization.CultureInfo.InvariantCulture).Trim('0', '.').TrimStart('0', '.'),
            new[] { "1", "2", "5" });
    }, count: 1000);

    [Fact]
    public void Logarithmic_ticks_lie_inside_the_range_in_rising_order_and_are_not_many() => Law.Holds(
        from c in Cases
        select (Range: new Interval(Positive(c.Range.Low), Math.Max(Positive(c.Range.Low), Positive(c.Range.High))),
            c.Target),
        c =>
        {
            double[] ticks = [.. Ticks.Of(c.Range, AxisScale.Logarithmic, TickFormat.Number, c.Target).Select(t => t.Value)];
            Assert.All(ticks, t => Assert.True(c.Range.Drawable().Contains(t)));
            Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(pair.First < pair.Second));
            Assert.InRange(ticks.Length, 1, c.Target + 1);
        }, count: 1000);

    /// <summary>A label says the tick's value to the last digit, and no two are alike.</summary>
    [Fact]
    public void Labels_read_back_as_the_ticks() => Law.Holds(Cases, c =>
    {
        var ticks = Ticks.Of(c.Range, AxisScale.Linear, TickFormat.Number, c.Target);
        Assert.All(ticks, t => Assert.Equal(t.Value, Read(t.Label)));
        Assert.Equal(ticks.Count, ticks.Select(t => t.Label).Distinct().Count());
    }, count: 1000);

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-2, 2, 4, "−2 −1 0 1 2")]
    [InlineData(0, 20000, 4, "0 5,000 10,000 15,000 20,000")]
    [InlineData(0, 4e6, 4, "0 10⁶ 2×10⁶ 3×10⁶ 4×10⁶")]
    [InlineData(0, 0.00005, 5, "0 10⁻⁵ 2×10⁻⁵ 3×10⁻⁵ 4×10⁻⁵ 5×10⁻⁵")]
    [InlineData(3, 3, 3, "2.8 3.0 3.2")]
    [InlineData(0, 0, 3, "−1 0 1")]
    [InlineData(double.MinValue, double.MaxValue, 4, "−10³⁰⁸ 0 10³⁰⁸")]
    public void Labels_are_short_and_alike(double low, double high, int target, string expected) => Assert.Equal(expected,
        string.Join(' ', Ticks.Of(new Interval(low, high), AxisScale.Linear, TickFormat.Number, target).Select(t => t.Label)));

    [Theory]
    [InlineData(1, 20000, 6, "1 10 100 1,000 10,000")]
    [InlineData(3, 60, 6, "5 10 20 50")]
    [InlineData(1e-12, 1e12, 5, "10⁻¹⁰ 10⁻⁵ 1 10⁵ 10¹⁰")]
    [InlineData(2.1, 2.4, 3, "2.1 2.2 2.3 2.4")]
    public void Logarithmic_labels(double low, double high, int target, string expected) => Assert.Equal(expected,
        string.Join(' ', Ticks.Of(new Interval(low, high), AxisScale.Logarithmic, TickFormat.Number, target).Select(t => t.Label)));

    [Fact]
    public void Percentages() => Assert.Equal(["0 %", "50 %", "100 %"],
        Ticks.Of(Interval.Unit, AxisScale.Linear, TickFormat.Percent, 2).Select(t => t.Label));

    [Fact]
    public void Ends_that_are_not_finite_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Ticks.Of(new Interval(0, double.PositiveInfinity), AxisScale.Linear, TickFormat.Number, 5));

    /// <summary>A place rises with its value, and the ends of the range stand at the ends of the axis.</summary>
    [Fact]
    public void Projection_is_monotone_and_meets_its_ends() => Law.Holds(
        from range in Ranges
        from a in Numbers
        from b in Numbers
        select (Range: range.Drawable(), Low: Math.Min(a, b),
            High: Math.Max(a, b)), c =>
    {
        var projection = new Projection(AxisScale.Linear, c.Range, 10, 110);
        Assert.Equal(10, projection.Of(c.Range.Low), 9);
        Assert.Equal(110, projection.Of(c.Range.High), 9);
        Assert.True(projection.Of(c.Low) <= projection.Of(c.High));
        Assert.True(double.IsFinite(projection.Of(c.Low)));
    }, count: 500);

    private static double[] Linear(Interval range, int target) =>
        [.. Ticks.Of(range, AxisScale.Linear, TickFormat.Number, target).Select(t => t.Value)];

    // The shortest decimal text of each double, brought to a common power of ten: exact where ticks are decimal numbers.
    private static IEnumerable<decimal> Scaled(double[] ticks)
    {
        int power = (int)Math.Floor(Math.Log10(ticks.Select(Math.Abs).DefaultIfEmpty(1).Max() is > 0 and var top ? top : 1));
        return ticks.Select(t => t.ToString("E16", System.Globalization.CultureInfo.InvariantCulture)).Zip(ticks, (_, t) => Decimal(t,
            power));
    }

    private static decimal Decimal(double value, int power)
    {
        string[] parts = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture).ToUpperInvariant().Split('E');
        int exponent = (parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0) - power;
        return decimal.Parse($"{parts[0]}E{exponent}", System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private static double Positive(double value) => Math.Max(Math.Abs(value), 1e-300);

    private static double Read(string label)
    {
        string text = label.Replace('−', '-').Replace(",", "", StringComparison.Ordinal);
        int ten = text.ToList().FindIndex(Superscripts.Contains) - 2;
        bool scientific = ten >= 0;
        string mantissa = scientific ? text[..ten].TrimEnd('×') : text;
        mantissa = mantissa is "" or "-" ? mantissa + "1" : mantissa;
        string power = scientific ? string.Concat(text[(ten + 2)..].Select(c => "0123456789-"[Superscripts.IndexOf(c)])) : "0";
        return double.Parse(mantissa + "E" + power, System.Globalization.CultureInfo.InvariantCulture);
    }

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
}
