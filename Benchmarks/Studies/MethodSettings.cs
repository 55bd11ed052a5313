using ProbBnn.Inference;
using static System.FormattableString;

namespace ProbBnn.Benchmarks;

/// <summary>How the methods of a study are run; what a method has no use for is left aside.</summary>
internal sealed record MethodSettings
{
    /// <summary>How evidence bounds are climbed.</summary>
    public AscentOptions Ascent { get; init; } = new();

    /// <summary>How posterior densities are climbed.</summary>
    public AscentOptions Climb { get; init; } = new() { Steps = 5_000, LearningRate = new LearningRate.Linear(2e-2, 1e-4) };

    /// <summary>Weight samples of a step.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>Standard deviation of Gaussian families at the start, in units of the prior's.</summary>
    public double StartStdDev { get; init; } = 0.316;

    /// <summary>Number of inducing points.</summary>
    public int InducingPoints { get; init; } = 25;

    /// <summary>Iterations of warm-up of a chain.</summary>
    public int WarmUp { get; init; } = 200;

    /// <summary>Draws of a chain.</summary>
    public int Draws { get; init; } = 200;

    /// <summary>So many iterations of Langevin dynamics, which is a step each, stand for one of a sampler with paths.</summary>
    public int LangevinFactor { get; init; } = 10;

    /// <summary>The deepest tree of the no-U-turn sampler.</summary>
    public int MaxTreeDepth { get; init; } = 10;

    /// <summary>The seed of everything random in the methods.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The same for a richer family that goes on from a poorer one's optimum: at a twentieth of the learning rate, because the noise
    /// of larger steps would lose what has been reached.</summary>
    public MethodSettings GoingOn => this with
    {
        Ascent = Ascent with
        {
            LearningRate = Ascent.LearningRate switch
            {
                LearningRate.Linear linear => new LearningRate.Linear(linear.From / 20, linear.To / 20),
                LearningRate.Constant constant => new LearningRate.Constant(constant.Rate / 20),
                _ => throw new ArgumentOutOfRangeException(nameof(Ascent)),
            },
        },
    };

    /// <summary>A method by the name that the command line has for it.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public TaskMethod Method(string name) => name switch
    {
        "per-task" => new PerTask { Ascent = Ascent, Samples = Samples, Seed = Seed },
        "inducing" => new GlobalInducing { Ascent = Ascent, Samples = Samples, Points = InducingPoints, Seed = Seed },
        "mean-field" => new MeanField { Ascent = Ascent, Samples = Samples, StartStdDev = StartStdDev, Seed = Seed },
        "unitwise" => new Unitwise { Ascent = Ascent, Samples = Samples, StartStdDev = StartStdDev, Seed = Seed },
        "layerwise" => new Layerwise { Ascent = Ascent, Samples = Samples, StartStdDev = StartStdDev, Seed = Seed },
        "full" => new FullCovariance { Ascent = Ascent, Samples = Samples, StartStdDev = StartStdDev, Seed = Seed },
        "nuts" => new Nuts { Run = Chains(1), MaxTreeDepth = MaxTreeDepth, Seed = Seed },
        "hmc" => new Hmc { Run = Chains(1), Seed = Seed },
        "langevin" => new Langevin { Run = Chains(LangevinFactor), Seed = Seed },
        "map" => new Map { Ascent = Climb, Seed = Seed },
        "ensemble" => new Ensemble { Ascent = Climb, Seed = Seed },
        "swag" => new Swag { Ascent = Climb, Seed = Seed },
        _ => throw new ArgumentException($"'{name}' is not a method of this study.", nameof(name)),
    };

    /// <summary>What a method is allowed, in words that tell two settings apart: steps, samples and rates, or chains with their warm-up and
    /// draws.</summary>
    /// <param name="method">The method.</param>
    public static string Effort(TaskMethod method) => method switch
    {
        Nuts nuts => $"{Length(nuts)}, depth {nuts.MaxTreeDepth}",
        MarkovChains chains => Length(chains),
        GaussianMethod gaussian => Invariant($"{Climbed(gaussian.Ascent, gaussian.Samples)}, start {gaussian.StartStdDev}"),
        PerTask perTask => Climbed(perTask.Ascent, perTask.Samples),
        GlobalInducing inducing => $"{Climbed(inducing.Ascent, inducing.Samples)}, {inducing.Points} points",
        Map map => Climbed(map.Ascent),
        Ensemble ensemble => $"{ensemble.Members} x {Climbed(ensemble.Ascent)}",
        Swag swag => $"{Climbed(swag.Ascent)} + {swag.Snapshots * swag.Every} steps",
        Exact => "closed form",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    /// <summary>Steps and rates of a climb.</summary>
    /// <param name="ascent">The climb.</param>
    /// <param name="samples">Weight samples of a step; null where there are none.</param>
    public static string Climbed(AscentOptions ascent, int? samples = null)
    {
        string rates = ascent.LearningRate switch
        {
            LearningRate.Constant constant => Invariant($"{constant.Rate}"),
            LearningRate.Linear linear => Invariant($"{linear.From} to {linear.To}"),
            LearningRate.Cosine cosine => Invariant($"{cosine.From} to {cosine.To}, cosine"),
            _ => throw new ArgumentOutOfRangeException(nameof(ascent)),
        };
        return $"{ascent.Steps} steps{(samples is { } s ? $" of {s}" : "")}, rate {rates}";
    }

    private static string Length(MarkovChains chains) => $"{chains.Chains} x ({chains.Run.WarmUp} + {chains.Run.Draws})";

    private HamiltonianOptions Chains(int factor) => new() { WarmUp = factor * WarmUp, Draws = factor * Draws, Thinning = factor };
}
