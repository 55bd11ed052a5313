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
        var options = new FitVerbOptions();
        return RecordedArguments.Read(
            record.Command, run, options.Parse, parsed => options.Read(parsed).From(record.WorkingFolder));
    }
}
