using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

/// <summary>The building blocks of validation: each gives the problem of one value, or nothing.</summary>
internal static class Rule
{
    /// <summary>The greatest width, number of features, inputs or outputs.</summary>
    internal const int MaxWidth = 1_000_000;

    internal static IEnumerable<Problem> Width(string path, long width, string what) =>
        Between(path, width, 1, MaxWidth, $"not a possible {what}", "choose a usual one, such as 50");

    internal static IEnumerable<Problem> Between(string path, long value, long least, long greatest, string what, string remedy) =>
        When(value < least || value > greatest, () => new Problem(
            what, path, value.ToString(CultureInfo.InvariantCulture),
            greatest == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {greatest}", remedy));

    internal static IEnumerable<Problem> Between(
        string path, double value, double least, double greatest, string what, string remedy) =>
        When(!(value >= least && value <= greatest), () => new Problem(
            what, path, Text(value), $"a number from {Text(least)} to {Text(greatest)}", remedy));

    internal static IEnumerable<Problem> Positive(string path, double value, double greatest, string what, string remedy) =>
        When(!(value > 0 && value <= greatest), () => new Problem(
            what, path, Text(value),
            greatest == double.MaxValue ? "a positive, finite number" : $"a positive number up to {Text(greatest)}", remedy));

    internal static IEnumerable<Problem> Known<T>(string path, T value) where T : struct, Enum =>
        When(!Enum.IsDefined(value), () => new Problem(
            $"not a known {typeof(T).Name}", path, value.ToString(), string.Join(", ", Enum.GetNames<T>()), "choose one of these"));

    internal static IEnumerable<Problem> When(bool wrong, Func<Problem> problem) => wrong ? [problem()] : [];

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
