using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The command that began a run, read again.</summary>
internal static class RecordedCommand
{
    /// <summary>What the run was asked for, with file names that do not depend on the present folder.</summary>
    /// <param name="record">The record of the run.</param>
    /// <param name="run">Its folder.</param>
    /// <exception cref="StoredFileException">The command is not understood.</exception>
    public static (ParseResult Parsed, TrainRequest Request) Read(RunRecord record, RunFolder run)
    {
        var options = new TrainOptions();
        var command = new Command("train");
        options.AddTo(command);
        return RecordedArguments.Read(
            record.Command, run, arguments => command.Parse([.. arguments], Tool.Parser),
            parsed => options.Read(parsed).From(record.WorkingFolder));
    }
}
