using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The command that began a run, read again.</summary>
internal static class RecordedArguments
{
    /// <summary>What the run was asked for.</summary>
    /// <param name="command">The recorded arguments, the verb first.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="parse">Parses the arguments behind the verb.</param>
    /// <param name="read">Reads what was parsed.</param>
    /// <exception cref="StoredFileException">The command is not understood.</exception>
    public static (ParseResult Parsed, T Request) Read<T>(
        IReadOnlyList<string> command, RunFolder run, Func<IEnumerable<string>, ParseResult> parse, Func<ParseResult, T> read)
    {
        if (command.Contains(null))
        {
            throw NotUnderstood(run, "an argument that is null", null);
        }
        var parsed = parse(command.Skip(1));
        string? problem = parsed.Errors.Count > 0 ? parsed.Errors[0].Message.TrimEnd('.') : null;
        try
        {
            return problem is null ? (parsed, read(parsed)) : throw NotUnderstood(run, problem, null);
        }
        catch (OptionException e)
        {
            throw NotUnderstood(run, e.Message, e);
        }
    }

    private static StoredFileException NotUnderstood(RunFolder run, string why, Exception? inner) => new(new Problem(
        "the command of the run is not understood", run.Record, why, Remedy: "use the version of probbnn that began the run"), inner);
}
