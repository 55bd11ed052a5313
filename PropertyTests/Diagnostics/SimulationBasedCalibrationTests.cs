using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

/// <summary>
/// theta ~ N(0, 1), five observations N(theta, 1): the posterior is N(5 mean / 6, 1/6). Functions of interest: theta and the log
/// likelihood. Seeds are fixed; a right posterior is doubted in one of a hundred.
/// </summary>
public class SimulationBasedCalibrationTests
{
    private const int Points = 5;

    private static double LogLikelihood(double theta, double[] y) => y.Sum(v => -0.5 * (v - theta) * (v - theta));

    private static SimulatedCase<double[]> Simulate(RandomKey key)
    {
        double theta = key.Fold("theta").Normal(0, 0);
        double[] y = [.. Enumerable.Range(0, Points).Select(i => theta + key.Fold("y").Normal(0, i))];
        return new(y, [theta, LogLikelihood(theta, y)]);
    }

    /// <summary>Draws from a normal of the right mean plus a shift and the right deviation times a factor.</summary>
    private static Func<double[], RandomKey, double[,]> Sampler(
        double shift = 0, double factor = 1, bool ignoresData = false) => (y, key) =>
    {
        var draws = new double[99, 2];
        double mean = ignoresData ? 0 : y.Sum() / (Points + 1), deviation = ignoresData ? 1 : 1 / Math.Sqrt(Points + 1);
        for (int s = 0; s < 99; s++)
        {
            double theta = mean + deviation * (shift + factor * key.Normal(0, s));
            (draws[s, 0], draws[s, 1]) = (theta, LogLikelihood(theta, y));
        }
        return draws;
    };

    private static SimulationBasedCalibration Run(Func<double[], RandomKey, double[,]> posterior, int simulations = 300) =>
        SimulationBasedCalibration.Run(["theta", "log likelihood"], Simulate, posterior, simulations, RandomKey.FromSeed(2));

    [Fact]
    public void A_right_posterior_passes()
    {
        var result = Run(Sampler());
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
        Assert.Equal(["theta", "log likelihood"], result.Quantities.Select(q => q.Quantity));
        Assert.All(result.Quantities, q => Assert.Equal((99, 300), (q.Draws, q.Ranks.Count)));
    }

    [Theory]
    [InlineData(0, 0.6, "too narrow")]
    [InlineData(0, 1.6, "too wide")]
    [InlineData(0.6, 1, "too high")]
    [InlineData(-0.6, 1, "too low")]
    public void A_wrong_posterior_fails_and_the_verdict_says_how(double shift, double factor, string words)
    {
        var verdict = Run(Sampler(shift, factor)).Verdict;
        Assert.Equal(Severity.Bad, verdict.Severity);
        Assert.Contains(words, verdict.Findings[0].Advice, StringComparison.Ordinal);
        Assert.Equal(Severity.Bad, verdict.Findings[0].Severity);
    }

    /// <summary>A posterior that ignores the data is right on average for theta; the log likelihood finds it out.</summary>
    [Fact]
    public void A_posterior_that_ignores_the_data_is_found_by_the_likelihood()
    {
        var verdict = Run(Sampler(ignoresData: true)).Verdict;
        Assert.Equal([Severity.Fine, Severity.Bad], verdict.Findings.Select(f => f.Severity));
    }

    /// <summary>Ranks of a simulation depend on its own number alone.</summary>
    [Fact]
    public void More_simulations_begin_with_the_same_ranks()
    {
        var (few, many) = (Run(Sampler(), 30), Run(Sampler(), 50));
        Assert.Equal(few.Quantities[0].Ranks, many.Quantities[0].Ranks.Take(30).ToValueList());
        Assert.Equal(few, Run(Sampler(), 30));
    }

    /// <summary>
    /// A fair coin that is flipped anew: truth and draws tie half the time, and only ties drawn at random keep ranks even.
    /// </summary>
    [Fact]
    public void Ties_are_broken_at_random()
    {
        var result = SimulationBasedCalibration.Run<int>(
            ["coin"], key => new(0, [key.Integer(0, 0, 2)]), (_, key) =>
            {
                var draws = new double[9, 1];
                for (int s = 0; s < 9; s++)
                {
                    draws[s, 0] = key.Integer(0, s, 2);
                }
                return draws;
            }, 500, RandomKey.FromSeed(3));
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
    }

    [Fact]
    public void Progress_is_told_and_cancellation_heard()
    {
        var told = new List<int>();
        using var source = new CancellationTokenSource();
        var progress = new Telling(done =>
        {
            told.Add(done);
            if (done == 3)
            {
                source.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => SimulationBasedCalibration.Run(
            ["theta", "log likelihood"], Simulate, Sampler(), 100, RandomKey.FromSeed(2), progress, source.Token));
        Assert.Equal([1, 2, 3], told);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Refusal.Of<OptionException>(() => Run(Sampler(), 19), "19 simulations", "at least 20");
        Refusal.Of<ShapeException>(() => Run((_, _) => new double[9, 1]), "simulation 0", "[9, 1] draws");
        Refusal.Of<ShapeException>(() => Run((_, _) => new double[0, 2]), "simulation 0", "[0, 2] draws");
        int calls = 0;
        Refusal.Of<ShapeException>(
            () => Run((_, _) => new double[calls++ == 0 ? 9 : 8, 2]), "simulation 1", "[8, 2] draws", "[9, 2] draws");
        Refusal.Of<NumericalException>(
            () => Run((_, _) => new[,] { { 1, 2 }, { 1, double.NaN } }), "log likelihood, simulation 0, posterior draw 1");
        Refusal.Of<NumericalException>(
            () => SimulationBasedCalibration.Run<int>(
                ["f"], _ => new(0, [double.NaN]), (_, _) => new double[9, 1], 20, RandomKey.FromSeed(1)),
            "f, simulation 0, truth");
    }

    private sealed class Telling(Action<int> hear) : IProgress<int>
    {
        public void Report(int value) => hear(value);
    }
}
