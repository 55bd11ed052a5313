using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

public class VerdictTests
{
    private static Finding Low(double value) => Finding.AtMost("f", "R-hat", value, 1.01, 1.05, "draw more");

    private static Finding High(double value) => Finding.AtLeast("f", "ESS", value, 400, 100, "draw more");

    [Fact]
    public void Limits_belong_to_the_better_side()
    {
        Severity[] falling = [Severity.Fine, Severity.Doubtful, Severity.Doubtful, Severity.Bad];
        Assert.Equal(falling, new[] { 1.01, 1.0101, 1.05, 1.0501 }.Select(v => Low(v).Severity));
        Assert.Equal(falling, new[] { 400.0, 399, 100, 99 }.Select(v => High(v).Severity));
        Assert.Equal(Severity.Bad, Low(double.NaN).Severity);
        Assert.Equal(Severity.Bad, High(double.NaN).Severity);
        Assert.Equal(Severity.Bad, Low(double.PositiveInfinity).Severity);
        Assert.Equal((Bound.AtMost, Bound.AtLeast), (Low(1).Bound, High(1).Bound));
    }

    [Fact]
    public void A_verdict_is_as_bad_as_its_worst_finding()
    {
        var verdict = new Verdict([Low(1), High(200)]).And(new Verdict([Low(2)]));
        Assert.Equal(Severity.Bad, verdict.Severity);
        Assert.Equal([Severity.Bad, Severity.Doubtful], verdict.Concerns.Select(f => f.Severity));
        Assert.Equal(verdict, Verdict.All([new Verdict([Low(1)]), new Verdict([High(200), Low(2)])]));
    }

    /// <summary>Nothing measured is neither fine nor not: it has no severity.</summary>
    [Fact]
    public void What_was_not_measured_is_not_fine()
    {
        var none = Verdict.NotMeasured;
        Assert.False(none.IsMeasured);
        Assert.False(none.IsFine);
        Assert.Null(none.Severity);
        Assert.Empty(none.Concerns);
        Assert.Equal("Not measured: there are no checks", none.ToString());
        Assert.Equal(none, Verdict.All([]));
        Assert.True(none.And(new Verdict([Low(1)])).IsFine);
    }

    [Fact]
    public void A_bound_is_as_good_as_its_error_is_small()
    {
        Verdict Of(double error) => new EvidenceLowerBound(-20, error, 100).Verdict;
        Assert.True(Of(0.25).IsFine);
        Assert.Equal(Severity.Doubtful, Of(0.5).Severity);
        Assert.Equal(Severity.Bad, Of(1.5).Severity);
    }

    [Fact]
    public void Words_follow_the_data()
    {
        Assert.Equal("Fine: f: R-hat 1.002, asked for at most 1.01", Low(1.002).ToString());
        Assert.Equal("Doubtful: f: ESS 200, asked for at least 400; draw more", High(200).ToString());
        Assert.Equal(
            "Doubtful: 1 of 2 checks are fine\nDoubtful: f: ESS 200, asked for at least 400; draw more",
            new Verdict([Low(1), High(200)]).ToString());
    }
}
