using System.CommandLine;
using System.CommandLine.Parsing;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>Whether a command that goes on with a run has the options that the run was begun with.</summary>
internal static class SameOptions
{
    /// <summary>Refuses options that differ.</summary>
    /// <param name="now">The present command.</param>
    /// <param name="before">The command that began the run.</param>
    /// <param name="free">The options that may differ.</param>
    /// <param name="otherwise">What else can be done than to leave the option out.</param>
    /// <exception cref="OptionException">One differs.</exception>
    public static void Require(ParseResult now, ParseResult before, IEnumerable<Option> free, string otherwise)
    {
        foreach (var option in now.CommandResult.Command.Options.Except(free).Where(option => now.Has(option)))
        {
            string given = Words(now.GetResult(option), option), recorded = Words(before.GetResult(option.Name), option);
            if (given != recorded)
            {
                throw new OptionException(new Problem(
                    "a resumed run keeps its options", option.Name, given.Length == 0 ? "the option" : $"'{given}'",
                    recorded.Length == 0 ? "none, as in the run" : $"'{recorded}' as in the run", $"leave it out, or {otherwise}"));
            }
        }
    }

    private static string Words(SymbolResult? result, Option option) => result is OptionResult { Implicit: false }
        ? string.Join(' ', result.Tokens.Select(token => token.Value).Prepend(option.ValueType == typeof(bool) ? option.Name : "")).Trim()
        : "";
}
