namespace ProbBnn.Cli;

/// <summary>Where the process begins.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        using var interruption = new Interruption();
        return Tool.Run(args, Console.Out, Console.Error, !Console.IsOutputRedirected, interruption.Token);
    }
}
