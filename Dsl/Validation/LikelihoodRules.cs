using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes a likelihood possible.</summary>
internal static class LikelihoodRules
{
    internal static IEnumerable<Problem> ProblemsOf(string path, Likelihood likelihood, int outputs) =>
        likelihood is Likelihood.Gaussian gaussian
        ? StdDev($"{path}.stdDev", gaussian.StdDev)
            .Concat(Bounds(path, gaussian))
            .Concat(gaussian.Learning is NoiseLearning.FixedPerOutput perOutput ? PerOutput(path, gaussian, perOutput, outputs) : [])
            .Concat(Rule.Known($"{path}.units", gaussian.Units))
        : [];

    private static IEnumerable<Problem> Bounds(string path, Likelihood.Gaussian gaussian)
    {
        if (gaussian.Learning is not NoiseLearning.Learned(var above, var below))
        {
            return [];
        }
        double start = gaussian.StdDev.Value;
        double least = above?.Value ?? 0, greatest = below?.Value ?? double.PositiveInfinity;
        return (above is { } lower ? StdDev($"{path}.learning.above", lower) : [])
            .Concat(below is { } upper ? StdDev($"{path}.learning.below", upper) : [])
            .Concat(Rule.When(least >= greatest, () => new Problem(
                "the bounds leave no room", $"{path}.learning", $"above {Rule.Text(least)} and below {Rule.Text(greatest)}", null,
                "make the lower bound less than the upper bound")))
            .Concat(Rule.When(!(least < start && start < greatest), () => new Problem(
                "the noise starts outside its bounds", $"{path}.stdDev", Rule.Text(start),
                below is null ? $"more than {Rule.Text(least)}"
                    : above is null ? $"less than {Rule.Text(greatest)}"
                    : $"strictly between {Rule.Text(least)} and {Rule.Text(greatest)}",
                "start the noise between its bounds, or move the bounds")));
    }

    private static IEnumerable<Problem> PerOutput(
        string path, Likelihood.Gaussian gaussian, NoiseLearning.FixedPerOutput learning, int outputs) => learning.StdDevs
        .SelectMany((stdDev, i) => StdDev(string.Create(CultureInfo.InvariantCulture, $"{path}.learning.stdDevs[{i}]"), stdDev))
        .Concat(Rule.When(learning.StdDevs.Count != outputs, () => new Problem(
            "not one standard deviation for each output", $"{path}.learning.stdDevs",
            learning.StdDevs.Count.ToString(CultureInfo.InvariantCulture), outputs.ToString(CultureInfo.InvariantCulture),
            "state one for each output")))
        .Concat(Rule.When(learning.StdDevs.Count > 0 && learning.StdDevs[0] != gaussian.StdDev, () => new Problem(
            "two standard deviations for the first output", $"{path}.stdDev", Rule.Text(gaussian.StdDev.Value),
            Rule.Text(learning.StdDevs[0].Value), "state the likelihood with .FixedPerOutput(stdDevs)")));

    private static IEnumerable<Problem> StdDev(string path, StdDev stdDev) =>
        Rule.Positive(path, stdDev.Value, double.MaxValue, "not a standard deviation", "state one with StdDev.Of(value)");
}
