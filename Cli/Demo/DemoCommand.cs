using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Cli.Reports;
using ProbBnn.Hosting;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>demo</c>: the whole idea in two minutes.</summary>
internal static class DemoCommand
{
    private const string DefaultFolder = "demo-report";

    public static Command Create(ToolHost host)
    {
        var folder = Options.Value("--out", "DIR", $"folder for the report ({DefaultFolder})");
        var seed = Options.Value("--seed", "N", "seed of everything random (1)");
        var engine = new EngineOptions();
        var verb = new Verb(
            "demo", "Learns a prior from two thousand small data sets, compares it with others on unseen ones, and writes a report.",
            ["demo", "demo --out demo2 --seed 2"])
        {
            folder, seed, engine.Engine,
        };
        verb.SetAction(parsed =>
        {
            var settings = new DemoSettings { Seed = parsed.Read(seed, Parse.Seed, 1UL) };
            return Run(settings, engine.ReadKind(parsed), new DemoFolder(parsed.Text(folder) ?? DefaultFolder), host);
        });
        return verb;
    }

    /// <summary>Runs the demo and writes what came of it.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="kind">What computes.</param>
    /// <param name="folder">Where the report goes.</param>
    /// <param name="host">Where progress and results are told.</param>
    internal static int Run(DemoSettings settings, EngineKind kind, DemoFolder folder, ToolHost host)
    {
        long begun = Stopwatch.GetTimestamp();
        folder.RequireWritable();
        using var services = ToolHost.Services(new EngineChoice(EnginePrecision.Single, Threads: null, kind));
        var engine = services.GetRequiredService<IEngine>();
        var result = DemoView.Watch(host, view => new DemoRun(engine, settings, view, host.Cancellation).Run());
        string command = $"{Tool.Name} demo --out {folder.Path} --seed {settings.Seed}";
        folder.Write(result, new Provenance(ToolVersion.Text, command, settings.Seed, engine.Name, Stopwatch.GetElapsedTime(begun)));
        DemoTable.Print(result, host.Out, host.IsTerminal);
        host.Out.WriteLine($"report:  {folder.Report}   (open it in a browser)");
        host.Out.WriteLine("         what was learned: the functions of the prior before and after, beside the source's own;");
        host.Out.WriteLine("         what it is good for: predictions from 1, 5 and 20 points; whether to trust it: the calibration");
        host.Out.WriteLine($"picture: {folder.Picture}");
        return ExitCode.Success;
    }
}
