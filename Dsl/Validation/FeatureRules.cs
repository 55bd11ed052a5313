using System.Diagnostics;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>What makes input features possible.</summary>
internal static class FeatureRules
{
    private const double MaxFrequency = 1_000_000;
    private const int MaxDegree = 64;

    internal static IEnumerable<Problem> ProblemsOf(string path, InputFeatures features, int inputs) =>
        ProblemsOfKind(path, features).Concat(
            Rule.Width(path, features.LongCount(inputs), "number of features"));

    private static IEnumerable<Problem> ProblemsOfKind(string path, InputFeatures features) => features switch
    {
        InputFeatures.Raw => [],
        InputFeatures.Fourier fourier => Frequencies($"{path}.frequencies", fourier.Frequencies),
        InputFeatures.KeyedFourier keyed =>
        [
            .. Rule.Between($"{path}.pairs", keyed.Pairs, 1, Rule.MaxWidth, "not a possible number of pairs", "state at least one pair"),
            .. Rule.Positive($"{path}.scale", keyed.Scale, MaxFrequency, "not a possible scale of frequencies", "a scale near 1 is usual"),
        ],
        InputFeatures.Polynomial polynomial => Rule.Between(
            $"{path}.degree", polynomial.Degree, 1, MaxDegree, "not a possible degree", "choose a low degree, such as 3"),
        InputFeatures.Concatenation concatenation => Parts($"{path}.parts", concatenation.Parts),
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<Problem> Frequencies(string path, ValueList<double> frequencies) => Rule
        .When(frequencies.Count == 0, () => new Problem(
            "no frequencies", path, "an empty list", "at least one", "state frequencies, or use the raw inputs"))
        .Concat(frequencies.SelectMany((frequency, i) => Rule.Positive(
            $"{path}[{i}]", frequency, MaxFrequency, "not a possible frequency", "state cycles per scaled unit")))
        .Concat(Duplicates(path, frequencies, "a frequency occurs twice", Rule.Text));

    private static IEnumerable<Problem> Parts(string path, ValueList<InputFeatures> parts) => Rule
        .When(parts.Count == 0, () => new Problem(
            "no parts", path, "an empty list", "at least one", "state the features to put side by side"))
        .Concat(parts.SelectMany((part, i) => part is InputFeatures.Concatenation
            ? [new Problem("a concatenation inside a concatenation", $"{path}[{i}]", null, null, "list all parts in one concatenation")]
            : ProblemsOfKind($"{path}[{i}]", part)))
        .Concat(Duplicates(path, parts, "the same features occur twice", part => part.ToString()));

    private static IEnumerable<Problem> Duplicates<T>(string path, ValueList<T> values, string what, Func<T, string> text)
        where T : notnull => values
        .Select((value, i) => (Value: value, Index: i))
        .GroupBy(item => item.Value)
        .Where(group => group.Count() > 1)
        .Select(group => new Problem(
            what, $"{path}[{group.ElementAt(1).Index}]", text(group.Key), $"something else than {path}[{group.First().Index}]",
            "remove one of the two"));
}
