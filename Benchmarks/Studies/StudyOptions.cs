using System.CommandLine;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>The options of a verb about how methods are run.</summary>
/// <param name="steps">Usual steps up an evidence bound.</param>
/// <param name="climb">Usual steps up a posterior density.</param>
internal sealed class StudyOptions(int steps, int climb)
{
    private readonly Option<int> steps = Number("--steps", "Steps up an evidence bound.", steps);
    private readonly Option<int> climb = Number("--climb", "Steps up a posterior density (map, ensemble, swag).", climb);
    private readonly Option<int> samples = Number("--samples", "Weight samples of a step.", 8);
    private readonly Option<int> points = Number("--points", "Inducing points.", 25);
    private readonly Option<int> warmUp = Number("--warmup", "Iterations of warm-up of a chain.", 200);
    private readonly Option<int> draws = Number("--draws", "Draws of a chain.", 200);
    private readonly Option<int> depth = Number("--depth", "Deepest tree of nuts.", 10);

    private readonly Option<double> start = new("--start")
    {
        Description = "Standard deviation of Gaussian families at the start, in units of the prior's.",
        DefaultValueFactory = _ => 0.316,
    };

    private readonly Option<double[]> rates = new("--rates")
    {
        Description = "First and last learning rate up an evidence bound.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1e-2, 1e-4],
    };

    /// <summary>Adds them to a verb.</summary>
    /// <param name="verb">The verb.</param>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { steps, climb, rates, start, samples, points, warmUp, draws, depth })
        {
            verb.Add(option);
        }
    }

    /// <summary>What a command line says.</summary>
    /// <param name="parse">The command line.</param>
    public MethodSettings Read(ParseResult parse)
    {
        var usual = new MethodSettings();
        double[] fromTo = parse.GetRequiredValue(rates);
        return usual with
        {
            Ascent = new AscentOptions { Steps = parse.GetValue(steps), LearningRate = new LearningRate.Linear(fromTo[0], fromTo[^1]) },
            Climb = usual.Climb with { Steps = parse.GetValue(climb) },
            StartStdDev = parse.GetValue(start),
            Samples = parse.GetValue(samples),
            InducingPoints = parse.GetValue(points),
            WarmUp = parse.GetValue(warmUp),
            Draws = parse.GetValue(draws),
            MaxTreeDepth = parse.GetValue(depth),
        };
    }

    /// <summary>An option with a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="usual">Its value where it is not given.</param>
    public static Option<int> Number(string name, string description, int usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    /// <summary>The option that makes a verb report in place of fitting.</summary>
    public static Option<string?> Report() =>
        new("--report") { Description = "Makes no fits: writes what the files tell to this folder, tables and figures." };

    /// <summary>An option with several words.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What they are.</param>
    /// <param name="usual">The words where none are given.</param>
    public static Option<string[]> Several(string name, string description, params string[] usual) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => usual,
    };
}
