using FsCheck;
using FsCheck.Fluent;
using ProbBnn.Cli;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Cli;

public class ParseTests
{
    private static readonly (string Name, Func<string, object> Parse)[] All =
    [
        ("--steps", text => Parse.Integer("--steps", text, 1, "10")), ("--seed", text => Parse.Seed("--seed", text)),
        ("--noise", text => Parse.Positive("--noise", text, "0.2")), ("--hidden", text => Parse.Widths("--hidden", text)),
        ("--inputs", text => Parse.Names("--inputs", text)), ("--where", text => Parse.Pair("--where", text, "COL=VALUE", "a=b")),
        ("--points", text => Parse.CountRange("--points", text)), ("--context", text => Parse.Context("--context", text)),
        ("--learning-rate", text => Parse.LearningRate("--learning-rate", text)),
        ("--objective", text => Parse.Objective("--objective", text, 4)), ("--features", text => Parse.Features("--features", text)),
        ("--activation", text => Parse.Activation("--activation", text)), ("--holdout", text => Parse.Share("--holdout", text, "0.2")),
        ("--prior-share", text => Parse.PriorShare("--prior-share", text, 1)),
        ("--prior", text => Parse.PriorStructure("--prior", text)), ("--precision", text => Parse.Precision("--precision", text)),
        ("--engine", text => Parse.Engine("--engine", text, null)),
    ];

    [Fact]
    public void Any_text_has_a_meaning_or_an_error_that_names_option_and_example() => Law.Holds(
        ArbMap.Default.ArbFor<string>(),
        text =>
        {
            foreach (var (name, parse) in All)
            {
                Refuses(name, parse, text ?? "");
            }
        }, 200);

    [Fact]
    public void Numbers_are_never_taken_in_part_and_never_infinite()
    {
        string[] nonsense = ["", " ", "1,5", "0x10", "NaN", "Infinity", "1e999", "--", "1:2:3", ":", "1:", ":1", "-0.1", "1e-3 2"];
        foreach (string text in nonsense)
        {
            Assert.Throws<OptionException>(() => Parse.LearningRate("--learning-rate", text));
            Assert.Throws<OptionException>(() => Parse.Context("--context", text));
        }
    }

    [Fact]
    public void Learning_rates_follow_the_schedule()
    {
        Assert.Equal(new LearningRate.Linear(1e-3, 5e-5), Parse.LearningRate("--learning-rate", "1e-3:5e-5"));
        Assert.Equal(new LearningRate.Cosine(1e-3, 5e-5), Parse.LearningRate("--learning-rate", "1e-3:5e-5", "cosine"));
        Assert.Equal(new LearningRate.Constant(0.01), Parse.LearningRate("--learning-rate", "0.01"));
        Assert.Throws<OptionException>(() => Parse.LearningRate("--learning-rate", "1e-3:5e-5", "stairs"));
    }

    [Fact]
    public void Ranges_round_trip() => Law.Holds(
        ArbMap.Default.GeneratorFor<NormalFloat>().Two().Select(p => (A: Unit(p.Item1.Item), B: Unit(p.Item2.Item))),
        p =>
        {
            var (low, high) = (Math.Min(p.A, p.B), Math.Max(p.A, p.B));
            string text = FormattableString.Invariant($"{low:R}:{high:R}");
            Assert.Equal(new ContextShare(low, high), Parse.Context("--context", text));
        });

    [Fact]
    public void Features_and_widths()
    {
        Assert.Equal(new InputFeatures.Raw(), Parse.Features("--features", "raw"));
        Assert.Equal(InputFeatures.RawAndFourier(8), Parse.Features("--features", "fourier:8"));
        Assert.Equal(new InputFeatures.Polynomial(3), Parse.Features("--features", "polynomial:3"));
        Assert.Equal([48, 32], Parse.Widths("--hidden", "48,32"));
        Assert.Equal(new PriorShare.FromInput(0.3, 7), Parse.PriorShare("--prior-share", "0.3", 7));
        Assert.Equal(new PriorShare.FromOutput(0.3, 8), Parse.PriorShare("--prior-share", "back:0.3", 8));
        Assert.Equal(("a", "b=c"), Parse.Pair("--where", "a=b=c", "COL=VALUE", "a=b"));
    }

    [Fact]
    public void Noise_starts_between_its_bounds_whatever_is_stated() => Law.Holds(
        ArbMap.Default.GeneratorFor<PositiveInt>().Three().Select(p => (
            Start: Some(p.Item1.Item), Above: Some(p.Item2.Item), Below: Some(p.Item3.Item))),
        p =>
        {
            try
            {
                var noise = NoiseFlags.Of(p.Start, p.Above, p.Below, true, false);
                Assert.True((noise.Above ?? 0) < noise.Start && noise.Start < (noise.Below ?? double.PositiveInfinity));
                Assert.Equal(p.Start ?? noise.Start, noise.Start);
                Assert.IsType<Likelihood.Gaussian>(noise.ToLikelihood());
            }
            catch (OptionException)
            {
                bool possible = (p.Above ?? 0) < (p.Start ?? (p.Below ?? double.PositiveInfinity) * 0.999)
                    && (p.Start ?? p.Above ?? 0) < (p.Below ?? double.PositiveInfinity);
                Assert.False(possible, $"{p}");
            }
        }, 300);

    private static double? Some(int n) => n % 3 == 0 ? null : n / 40.0;

    private static double Unit(double value) => Math.Abs(value) % 1;

    private static void Refuses(string name, Func<string, object> parse, string text)
    {
        try
        {
            parse(text);
        }
        catch (OptionException e)
        {
            Assert.Equal(name, e.Problem.Where);
            Assert.StartsWith($"for example {name} ", e.Problem.Remedy, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}
