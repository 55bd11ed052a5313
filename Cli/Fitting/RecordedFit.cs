using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The command that began a fit, read again.</summary>
internal static class RecordedFit
{
    /// <summary>What the fit was asked for, with file names that do not depend on the present folder.</summary>
    /// <param name="record">The record of the run.</param>
    /// <param name="run">Its folder.</param>
    /// <exception cref="StoredFileException">The command is not understood.</exception>
    public static (ParseResult Parsed, FitRequest Request) Read(FitRecord record, RunFolder run)
    {
        if (record.Command.Contains(null))
        {
            throw NotUnderstood(run, "an argument that is null", null);
        }
        var options = new FitVerbOptions();
        var parsed = options.Parse(record.Command.Skip(1));
        string? problem = parsed.Errors.Count > 0 ? parsed.Errors[0].Message.TrimEnd('.') : null;
        try
        {
            return problem is null ? (parsed, options.Read(parsed).From(record.WorkingFolder)) : throw NotUnderstood(run, problem, null);
        }
        catch (OptionException e)
        {
            throw NotUnderstood(run, e.Message, e);
        }
    }

    private static StoredFileException NotUnderstood(RunFolder run, string why, Exception? inner) => new(new Problem(
        "the command of the run is not understood", run.Record, why, Remedy: "use the version of probbnn that began the run"), inner);
}
