namespace ProbBnn.Cli;

/// <summary>Where the process begins.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        using var interruption = new Interruption(() => Console.Error.WriteLine(
            "note: interrupted, and stopping after the present piece of work; Ctrl-C once more ends at once"));
        return Tool.Run(args, Console.Out, Console.Error, !Console.IsOutputRedirected, interruption.Token);
    }
}
