using System.CommandLine;
using ProbBnn.Hosting;

namespace ProbBnn.Cli;

/// <summary>The options that say how to compute.</summary>
internal sealed class EngineOptions
{
    private const int MostThreads = 1024;

    /// <summary>The variable that names the file of the libtorch engine's library.</summary>
    private const string LibraryVariable = "PROBBNN_LIBTORCH";

    /// <summary>The engine.</summary>
    public Option<string> Engine { get; } = Options.Value(
        "--engine", "managed|libtorch:cpu|libtorch:cuda", $"what computes (managed); libtorch needs the library that {LibraryVariable} names");

    /// <summary>The number format.</summary>
    public Option<string> Precision { get; } = Options.Value("--precision", "double|single", "number format (double)");

    /// <summary>The number of threads.</summary>
    public Option<string> Threads { get; } = Options.Value("--threads", "T", "threads (managed: one a processor, and results do not depend on it; libtorch: its own choice)");

    public void AddTo(Command command)
    {
        command.Add(Engine);
        command.Add(Precision);
        command.Add(Threads);
    }

    public EngineChoice Read(ParseResult parsed) => new(
        parsed.Read(Precision, Parse.Precision, EnginePrecision.Double),
        parsed.Read<int?>(Threads, (option, text) => Parse.Integer(option, text, 1, "2", MostThreads), null), ReadKind(parsed));

    /// <summary>The engine alone.</summary>
    public EngineKind ReadKind(ParseResult parsed) => parsed.Read(Engine, Kind, new EngineKind.Managed());

    private static EngineKind Kind(string option, string text) =>
        Parse.Engine(option, text, Environment.GetEnvironmentVariable(LibraryVariable) is { } path && !string.IsNullOrWhiteSpace(path) ? path : null);
}
