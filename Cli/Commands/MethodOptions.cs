using System.CommandLine;
using System.Diagnostics;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The options of methods for one data set. Each method has some of them.</summary>
internal sealed class MethodOptions
{
    private const int Most = 10_000_000, MostSamples = 4096, MostPoints = 100_000, MostChains = 1024, MostMembers = 1000;

    private readonly Option<string> steps = Options.Value("--steps", "N", "gradient steps (15000, or 5000 for map, ensemble and swag)");
    private readonly Option<string> rate = Options.Value("--learning-rate", "A:B", "first and last learning rate, or one for all steps");
    private readonly Option<string> samples = Options.Value(
        "--samples", "S", "weight samples of a step: per-task, Gaussian families and inducing (8)");
    private readonly Option<string> points = Options.Value("--points", "M", "inducing points (25)");
    private readonly Option<string> members = Options.Value("--members", "K", "networks of an ensemble (5)");
    private readonly Option<string> chains = Options.Value("--chains", "C", "Markov chains (4)");
    private readonly Option<string> warmUp = Options.Value("--warmup", "N", "iterations of each chain that are not kept (1000)");
    private readonly Option<string> draws = Options.Value("--draws", "N", "iterations of each chain that are kept (1000)");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [steps, rate, samples, points, members, chains, warmUp, draws];

    /// <summary>Whether steps, warm-up or draws are stated.</summary>
    public bool SaysLength(ParseResult parsed) => new[] { steps, warmUp, draws }.Any(option => parsed.Has(option));

    /// <summary>Those of them that a method has.</summary>
    public IReadOnlyList<Option> Of(TaskMethod method) => method switch
    {
        Exact => [],
        PerTask or GaussianMethod => [steps, rate, samples],
        GlobalInducing => [steps, rate, samples, points],
        MarkovChains => [chains, warmUp, draws],
        Map or Swag => [steps, rate],
        Ensemble => [steps, rate, members],
        _ => throw new UnreachableException(),
    };

    /// <summary>A method with the options given to it.</summary>
    /// <exception cref="OptionException">It does not have one of them, or one is outside its range.</exception>
    public TaskMethod Read(ParseResult parsed, TaskMethod usual, ulong seed)
    {
        var own = Of(usual);
        if (All.Except(own).FirstOrDefault(option => parsed.Has(option)) is { } other)
        {
            throw new OptionException(new Problem(
                $"{usual.Name} has no such option", other.Name,
                Expected: own.Count == 0 ? "none of the options of methods" : string.Join(", ", own.Select(option => option.Name)),
                Remedy: "leave it out, or choose a method that has it"));
        }
        var seeded = usual with { Seed = seed };
        return seeded switch
        {
            Exact => seeded,
            PerTask m => m with { Ascent = Ascent(parsed, m.Ascent), Samples = Samples(parsed, m.Samples) },
            GaussianMethod m => m with { Ascent = Ascent(parsed, m.Ascent), Samples = Samples(parsed, m.Samples) },
            GlobalInducing m => m with
            {
                Ascent = Ascent(parsed, m.Ascent),
                Samples = Samples(parsed, m.Samples),
                Points = Count(parsed, points, 1, "25", MostPoints, m.Points),
            },
            MarkovChains m => m with
            {
                Chains = Count(parsed, chains, 1, "4", MostChains, m.Chains),
                Run = m.Run with
                {
                    WarmUp = Count(parsed, warmUp, 0, "1000", Most, m.Run.WarmUp),
                    Draws = Count(parsed, draws, 1, "1000", Most, m.Run.Draws),
                },
            },
            Map m => m with { Ascent = Ascent(parsed, m.Ascent) },
            Swag m => m with { Ascent = Ascent(parsed, m.Ascent) },
            Ensemble m => m with
            {
                Ascent = Ascent(parsed, m.Ascent),
                Members = Count(parsed, members, 1, "5", MostMembers, m.Members),
            },
            _ => throw new UnreachableException(),
        };
    }

    private int Samples(ParseResult parsed, int usual) => Count(parsed, samples, 1, "8", MostSamples, usual);

    private AscentOptions Ascent(ParseResult parsed, AscentOptions usual) => usual with
    {
        Steps = Count(parsed, steps, 1, "15000", int.MaxValue, usual.Steps),
        LearningRate = parsed.Read(rate, (name, text) => Parse.LearningRate(name, text), usual.LearningRate),
    };

    private static int Count(ParseResult parsed, Option<string> option, int least, string example, int most, int usual) =>
        parsed.Read(option, (name, text) => Parse.Integer(name, text, least, example, most), usual);
}
