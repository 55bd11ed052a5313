namespace ProbBnn.Cli;

/// <summary>How the tool ended, as the shell sees it.</summary>
public static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The data cannot be used, or a run failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted from outside.</summary>
    public const int Interrupted = 130;
}
