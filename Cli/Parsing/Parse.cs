using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>
/// What the words of the command line mean: pure functions from an option's name and text to a value, or an error that names the option,
/// what was given, what was expected and an example.
/// </summary>
internal static partial class Parse
{
    private const int LongestShown = 60;

    /// <summary>A whole number in a range.</summary>
    public static int Integer(string option, string text, int least, string example, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw Refused(option, text, $"a whole number from {least} to {most}", example);

    /// <summary>A seed.</summary>
    public static ulong Seed(string option, string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw Refused(option, text, $"a whole number from 0 to {ulong.MaxValue}", "1");

    /// <summary>A finite number that satisfies a condition.</summary>
    public static double Number(string option, string text, Func<double, bool> holds, string expected, string example) =>
        TryNumber(text, out double value) && holds(value) ? value : throw Refused(option, text, expected, example);

    /// <summary>A positive, finite number.</summary>
    public static double Positive(string option, string text, string example) =>
        Number(option, text, value => value > 0, "a positive number", example);

    /// <summary>Whole numbers from 1 on, separated by commas.</summary>
    public static ValueList<int> Widths(string option, string text)
    {
        string[] parts = text.Split(',');
        var widths = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width) ? width : 0);
        return widths.All(width => width > 0)
            ? widths.ToValueList()
            : throw Refused(option, text, "widths of layers, separated by commas, each at least 1", "50,50");
    }

    /// <summary>A range of counts from 1 on, <c>40:99</c>, or a single count.</summary>
    public static (int Fewest, int Most) CountRange(string option, string text)
    {
        string[] parts = text.Split(':');
        return parts.Length <= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            && low >= 1 && low <= high && high < int.MaxValue
            ? (low, high)
            : throw Refused(option, text, "a count or a range of counts, 1 <= low <= high", "40:99");
    }

    /// <summary>Names separated by commas.</summary>
    public static ValueList<string> Names(string option, string text)
    {
        var names = text.Split(',').Select(name => name.Trim()).ToValueList();
        return names.All(name => name.Length > 0) ? names : throw Refused(option, text, "column names, separated by commas", "t,depth");
    }

    /// <summary>A name and a text with an equals sign between.</summary>
    public static (string Name, string Value) Pair(string option, string text, string expected, string example)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 ? (text[..at].Trim(), text[(at + 1)..]) : throw Refused(option, text, expected, example);
    }

    /// <summary>One of several words.</summary>
    public static T Word<T>(string option, string text, params ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }
        var known = new List<string>();
        foreach (var (word, _) in words)
        {
            known.Add(word);
        }
        throw Refused(option, text, known.Count == 1 ? known[0] : $"{string.Join(", ", known[..^1])} or {known[^1]}", known[0]);
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>The error of a text that does not mean what its option needs.</summary>
    public static OptionException Refused(string option, string text, string expected, string example) => new(new Problem(
        "not usable", option, Shown(text), expected, $"for example {option} {example}"));

    private static string Shown(string text)
    {
        string line = text.ReplaceLineEndings("\\n");
        return line.Length <= LongestShown ? $"'{line}'" : $"'{line[..LongestShown]}...'";
    }
}
