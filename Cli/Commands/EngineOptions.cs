using System.CommandLine;
using ProbBnn.Hosting;

namespace ProbBnn.Cli;

/// <summary>The options that say how to compute.</summary>
internal sealed class EngineOptions
{
    private const int MostThreads = 1024;

    /// <summary>The number format.</summary>
    public Option<string> Precision { get; } = Options.Value("--precision", "double|single", "number format (double)");

    /// <summary>The number of threads.</summary>
    public Option<string> Threads { get; } = Options.Value("--threads", "T", "threads (one a processor); results do not depend on it");

    public void AddTo(Command command)
    {
        command.Add(Precision);
        command.Add(Threads);
    }

    public EngineChoice Read(ParseResult parsed) => new(
        parsed.Read(Precision, Parse.Precision, EnginePrecision.Double),
        parsed.Read<int?>(Threads, (option, text) => Parse.Integer(option, text, 1, "2", MostThreads), null));
}
