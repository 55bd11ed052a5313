using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>What the user is told of an exception: one line, and how the tool ends.</summary>
/// <param name="Message">One line without a full stop.</param>
/// <param name="Code">The exit code.</param>
public sealed record Failure(string Message, int Code)
{
    /// <summary>What to tell of an exception.</summary>
    /// <param name="exception">The exception.</param>
    public static Failure Of(Exception exception)
    {
        var (message, code) = exception switch
        {
            AggregateException { InnerException: { } inner } => (Of(inner).Message, Of(inner).Code),
            OptionException or ModelException => (exception.Message, ExitCode.Usage),
            ProbBnnException => (exception.Message, ExitCode.Failure),
            OperationCanceledException => ("interrupted; nothing was written", ExitCode.Interrupted),
            OutOfMemoryException => ("not enough memory; use smaller batches, fewer samples or fewer points a step", ExitCode.Failure),
            UnauthorizedAccessException => ($"{exception.Message.TrimEnd('.')}; check the permissions", ExitCode.Failure),
            IOException => ($"{exception.Message.TrimEnd('.')}; check the path and the free space", ExitCode.Failure),
            _ => ($"a fault in probbnn, please report it: {exception.GetType().Name}: {exception.Message}", ExitCode.Failure),
        };
        return new Failure(message.ReplaceLineEndings(" "), code);
    }
}
