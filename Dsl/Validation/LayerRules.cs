using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes layers and their priors possible.</summary>
internal static class LayerRules
{
    private const double MaxStart = 10, LeastSpread = 1e-3, MostSpread = 1e3;

    internal static IEnumerable<Problem> ProblemsOfHidden(BnnModel model, int index)
    {
        var layer = model.Hidden[index];
        string path = model.PathOf(index);
        return Rule.Width($"{path}.width", layer.Width, "width")
            .Concat(Rule.Known($"{path}.activation", layer.Activation))
            .Concat(Rule.Known($"{path}.skip", layer.Skip))
            .Concat(Rule.When(layer.Skip == Skip.Residual && layer.Width != model.Incoming(index), () => new Problem(
                "a residual layer needs equal widths in and out", $"{path}.skip",
                string.Create(CultureInfo.InvariantCulture, $"{model.Incoming(index)} in and {layer.Width} out"), null,
                string.Create(CultureInfo.InvariantCulture, $"make the layer {model.Incoming(index)} wide, or leave out the skip"))))
            .Concat(ProblemsOfPrior(model, index));
    }

    internal static IEnumerable<Problem> ProblemsOfPrior(BnnModel model, int index)
    {
        var prior = model.PriorOf(index);
        string path = $"{model.PathOf(index)}.prior";
        return Learning($"{path}.learning", prior.Learning)
            .Concat(Start($"{path}.start", model, index))
            .Concat(Size(path, model, index));
    }

    /// <summary>One Gaussian over the whole network leaves no layer out.</summary>
    internal static IEnumerable<Problem> ProblemsOfNetworkWidePriors(BnnModel model)
    {
        int[] others = [.. Enumerable.Range(0, model.LayerCount).Where(l => model.PriorOf(l).Structure is not PriorStructure.PerNetwork)];
        return Rule.When(others.Length > 0 && others.Length < model.LayerCount, () => new Problem(
            "one layer is left out of a prior over the whole network", $"{model.PathOf(others[0])}.prior.structure",
            Phrases.Of(model.PriorOf(others[0]).Structure), "per network", "use Prior.PerNetwork() in every layer, or in none"));
    }

    private static IEnumerable<Problem> Learning(string path, PriorLearning learning) => learning is PriorLearning.ReleasedAt released
        ? Rule.Between($"{path}.step", released.Step, 0, int.MaxValue, "not a training step", "count steps from 0")
            .Concat(Rule.When(released.Then is not (PriorLearning.Learned or PriorLearning.MeansOnly), () => new Problem(
                "nothing is learned after the release", $"{path}.then", released.Then.GetType().Name, "Learned or MeansOnly",
                "say what is learned, or fix the prior")))
        : [];

    private static IEnumerable<Problem> Start(string path, BnnModel model, int index)
    {
        long means = (long)model.Width(index) * model.FanIn(index);
        return model.PriorOf(index).Start switch
        {
            PriorStart.Spread spread => Rule.Between(
                $"{path}.stdDev", spread.StdDev.Value, LeastSpread, MostSpread, "not a possible prior", "1 is usual, before scaling by fan-in"),
            PriorStart.SmallRandom random => Rule
                .Between($"{path}.meanStdDev", random.MeanStdDev, 0, MaxStart, "not a possible spread", "0.1 to 1 is usual")
                .Concat(Rule.Between(
                    $"{path}.logScaleStdDev", random.LogScaleStdDev, 0, MaxStart, "not a possible spread", "0.1 is usual")),
            PriorStart.Given given => Numbers($"{path}.means", given.Means, means)
                .Concat(Numbers($"{path}.factors", given.Factors, model.PriorParameterCount(index) - means)),
            _ => [],
        };
    }

    private static IEnumerable<Problem> Numbers(string path, ValueList<double> numbers, long expected) => Rule
        .When(numbers.Count != expected, () => new Problem(
            "the given numbers do not fit the layer", path, Phrases.Number(numbers.Count, "number"),
            string.Create(CultureInfo.InvariantCulture, $"{expected:N0}"),
            "give one for each parameter, or a model of the same architecture"))
        .Concat(numbers.Select((number, i) => (number, i)).Where(p => !double.IsFinite(p.number)).Take(1).Select(p => new Problem(
            "a given parameter is not a finite number", string.Create(CultureInfo.InvariantCulture, $"{path}[{p.i}]"),
            Rule.Text(p.number), "a finite number", "give the parameters of a prior that was learned")));

    private static IEnumerable<Problem> Size(string path, BnnModel model, int index) => Rule
        .When(model.PriorParameterCount(index) > int.MaxValue, () => new Problem(
            "too many prior parameters for one layer", path,
            model.PriorParameterCount(index).ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"at most {int.MaxValue}"),
            "use Prior.PerUnit() or Prior.PerWeight(), or narrower layers"));
}
