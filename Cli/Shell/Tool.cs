using System.CommandLine;
using System.CommandLine.Parsing;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The command-line tool as a function of its arguments.</summary>
public static class Tool
{
    /// <summary>The tool's name.</summary>
    public const string Name = "probbnn";

    /// <summary>Runs a command.</summary>
    /// <param name="arguments">The arguments, without the tool's name.</param>
    /// <param name="output">Receives results and progress.</param>
    /// <param name="error">Receives warnings and errors, each one line.</param>
    /// <param name="isTerminal">Whether the output is a terminal.</param>
    /// <param name="cancellation">Interrupts the command.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, bool isTerminal = false,
        CancellationToken cancellation = default)
    {
        var host = new ToolHost(output, error, isTerminal, cancellation);
        var failure = Try(arguments, host, out int code);
        if (failure is not null)
        {
            error.WriteLine($"error: {failure.Message}");
        }
        return failure?.Code ?? code;
    }

    // Whatever goes wrong below ends here as one line.
    private static Failure? Try(IReadOnlyList<string> arguments, ToolHost host, out int code)
    {
        code = ExitCode.Success;
        try
        {
            var parsed = Root(host).Parse(arguments, Parser);
            RequireUnderstood(parsed);
            code = parsed.Invoke(new InvocationConfiguration
            {
                Output = host.Out,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
            return null;
        }
        catch (Exception e)
        {
            return Failure.Of(e);
        }
    }

    internal static ParserConfiguration Parser { get; } = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private static RootCommand Root(ToolHost host)
    {
        var root = new RootCommand(
            "Calibrated prediction from few data: learns a prior from many related data sets, and predicts new ones.")
        {
            DemoCommand.Create(host),
            GenerateCommand.Create(host),
            TrainCommand.Create(host),
            EvaluateCommand.Create(host),
            PredictCommand.Create(host),
            ModelCommand.Create(host),
            FitCommand.Create(host),
            CompareCommand.Create(host),
            DiagnoseCommand.Create(host),
        };
        HelpWithExamples.AddTo(root);
        return root;
    }

    private static void RequireUnderstood(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            string what = parsed.UnmatchedTokens.Count > 0
                ? $"'{parsed.UnmatchedTokens[0]}' is no command and no option here"
                : parsed.Errors[0].Message.TrimEnd('.');
            throw new OptionException(new Problem(what, "", Remedy: $"see {Name}{VerbsOf(parsed.CommandResult)} --help"));
        }
    }

    private static string VerbsOf(CommandResult result) => result.Command is RootCommand
        ? "" : $"{(result.Parent is CommandResult above ? VerbsOf(above) : "")} {result.Command.Name}";
}
