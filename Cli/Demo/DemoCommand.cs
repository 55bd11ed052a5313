using System.CommandLine;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary><c>demo</c>: the whole idea in two minutes.</summary>
internal static class DemoCommand
{
    public static Command Create(ToolHost host)
    {
        var folder = Options.Value("--out", "DIR", "folder for the report (demo)");
        var seed = Options.Value("--seed", "N", "seed of everything random (1)");
        var verb = new Verb(
            "demo", "Learns a prior from two thousand small data sets, compares it with others, and writes a report.",
            ["demo", "demo --out demo2 --seed 2"])
        {
            folder, seed,
        };
        verb.SetAction(int (_) => throw new OptionException(new Problem(
            "is not part of this version", "demo", Remedy: $"see {Tool.Name} train --help")));
        return verb;
    }
}
