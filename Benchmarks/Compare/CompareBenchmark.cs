using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace ProbBnn.Benchmarks;

/// <summary>
/// A training step beside a peer's, in turn, so that both meet the same weather. The peer is a Python script that takes a configuration, a
/// number of steps and a number format, and prints a line of JSON with <c>seconds_per_step</c>; ours is this program's verb <c>step</c>.
/// </summary>
internal static class CompareBenchmark
{
    /// <summary>The verb <c>compare</c>.</summary>
    public static Command Verb()
    {
        var peer = new Option<FileInfo>("--peer") { Description = "The peer's script.", Required = true };
        var python = new Option<string>("--python") { Description = "What runs it.", DefaultValueFactory = _ => "python3" };
        var engine = BenchmarkEngine.Option();
        var config = new Option<string[]>("--config")
        {
            Description = "elbo, small, heaviside, wide; repeatable.",
            DefaultValueFactory = _ => [.. StepConfiguration.All.Select(c => c.Name)],
        };
        var precision = new Option<string[]>("--precision")
        {
            Description = "double, single; repeatable.",
            DefaultValueFactory = _ => ["single", "double"],
        };
        var rounds = new Option<int>("--rounds") { Description = "Turns of both sides.", DefaultValueFactory = _ => 3 };
        var seconds = new Option<double>("--seconds") { Description = "How long to time ours in a round.", DefaultValueFactory = _ => 4 };
        var verb = new Command("compare", "Ratio of a peer's training step to ours.")
        {
            peer, python, engine, config, precision, rounds, seconds,
        };
        verb.SetAction(parsed =>
        {
            var figures = new List<CompareFigure>();
            foreach (string name in parsed.GetRequiredValue(config))
            {
                foreach (string format in parsed.GetRequiredValue(precision))
                {
                    var figure = Run(
                        parsed.GetRequiredValue(python), parsed.GetRequiredValue(peer), parsed.GetRequiredValue(engine), name, format,
                        parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds));
                    Console.Error.WriteLine(BenchmarkJson.Line(figure));
                    figures.Add(figure);
                }
            }
            Console.WriteLine(BenchmarkJson.Write(figures));
        });
        return verb;
    }

    private static CompareFigure Run(
        string python, FileInfo peer, string engine, string config, string precision, int rounds, double seconds)
    {
        bool onCuda = engine == "libtorch:cuda";
        double[] theirs = new double[rounds], ours = new double[rounds];
        var own = new List<StepFigure>();
        for (int round = 0; round < rounds; round++)
        {
            string[] script =
            [
                peer.FullName, config, PeerSteps(config), precision == "double" ? "float64" : "float32", .. onCuda ? ["cuda"] : Array.Empty<string>(),
            ];
            using var answer = JsonDocument.Parse(LastLine.Of(python, script));
            theirs[round] = answer.RootElement.GetProperty("seconds_per_step").GetDouble();
            string[] step =
            [
                "step", "--config", config, "--engine", engine, "--precision", precision, "--json", "--seconds",
                seconds.ToString(CultureInfo.InvariantCulture),
            ];
            own.Add(BenchmarkJson.Read<StepFigure>(LastLine.Of(Environment.ProcessPath!, [.. Assembly, .. step])));
            ours[round] = own[^1].SecondsPerStep;
        }
        double[] ratios = [.. theirs.Zip(ours, (t, o) => t / o)];
        return new CompareFigure(
            config, own[0].Engine, precision, Numbers.Median(theirs), Numbers.Median(ours), Numbers.Median(ratios), ratios.Min(), ratios.Max(), rounds, own[0].PlannedMb,
            own.Max(o => o.ProcessMb), Numbers.Median([.. own.Select(o => o.Gflops)]));
    }

    /// <summary>This program's own file, where dotnet runs it.</summary>
    private static string[] Assembly =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    /// <summary>Steps enough for a median where a step is short, and few where one takes a minute.</summary>
    private static string PeerSteps(string config) => config switch
    {
        "elbo" => "30",
        "small" => "8",
        "heaviside" => "2",
        _ => "1",
    };
}
