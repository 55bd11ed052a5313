using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Short ways to declare options and to read them.</summary>
internal static class Options
{
    /// <summary>An option with one value.</summary>
    public static Option<string> Value(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = description };

    /// <summary>An option with one value that must be given.</summary>
    public static Option<string> Required(string name, string placeholder, string description) =>
        new(name) { HelpName = placeholder, Description = description, Required = true };

    /// <summary>An option that may be given several times, one value each.</summary>
    public static Option<string[]> Repeated(string name, string placeholder, string description) =>
        new(name)
        {
            HelpName = placeholder,
            Description = description,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    /// <summary>An option without value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    extension(ParseResult parsed)
    {
        /// <summary>The text of an option, or null where it was not given. An empty text is refused.</summary>
        public string? Text(Option<string> option) => parsed.GetValue(option) switch
        {
            null => null,
            var text when string.IsNullOrWhiteSpace(text) => throw new OptionException(new Problem(
                "nothing is given", option.Name, Remedy: $"give {option.HelpName}, or leave the option out")),
            var text => text,
        };

        /// <summary>The meaning of an option, or a default where it was not given.</summary>
        public T Read<T>(Option<string> option, Func<string, string, T> parse, T otherwise) =>
            parsed.Text(option) is { } text ? parse(option.Name, text) : otherwise;

        /// <summary>Whether an option was given.</summary>
        public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };
    }

    /// <summary>The error of two options that cannot be given together.</summary>
    public static OptionException Contradiction(string option, string other, string remedy) =>
        new(new Problem($"cannot be given together with {other}", option, Remedy: remedy));

    /// <summary>The error of an option that is missing.</summary>
    public static OptionException Missing(string option, string why, string remedy) => new(new Problem(why, option, Remedy: remedy));
}
