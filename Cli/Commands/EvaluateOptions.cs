using System.CommandLine;

namespace ProbBnn.Cli;

/// <summary>The options of <c>evaluate</c>.</summary>
internal sealed class EvaluateOptions
{
    private const int MostSamples = 100_000;
    private const double UsualFraction = 0.3;

    private readonly DataOptions data = new();
    private readonly EngineOptions engine = new();
    private readonly Option<string> run = Options.Required("--run", "RUN", "folder of a run, or its process.pbnn");
    private readonly Option<string> fraction = Options.Value(
        "--context-fraction", "F", "share of each task's points that is given, at least one point (0.3)");
    private readonly Option<string> splits = Options.Value(
        "--splits", "FILE", "instead: CSV with the columns task, point (from 0) and role (context or target)");
    private readonly Option<string> samples = Options.Value("--samples", "S", "weight samples (200)");
    private readonly Option<string> seed = Options.Value("--seed", "S", "seed of splits and samples (1)");
    private readonly Option<string> tasksFrom = Options.Value(
        "--tasks-from", "FILE", "only the tasks in the column task of this CSV, such as RUN/holdout.csv");
    private readonly Option<bool> allTasks = Options.Flag("--all-tasks", "all tasks of the data, even where some were trained on");
    private readonly Option<bool> baselines = Options.Flag(
        "--baselines", "also Gaussian processes and, on a shared grid, the empirical Gaussian, fitted to the run's training tasks");
    private readonly Option<string> json = Options.Value(
        "--json", "FILE", "write the scores as JSON; - for standard output instead of tables");

    public void AddTo(Command command)
    {
        command.Add(run);
        data.AddTo(command);
        foreach (var option in new Option[] { fraction, splits, samples, seed, tasksFrom, allTasks, baselines, json })
        {
            command.Add(option);
        }
        engine.AddTo(command);
    }

    /// <summary>What is asked for.</summary>
    public EvaluationRequest Read(ParseResult parsed)
    {
        Refuse(parsed, splits, fraction, tasksFrom, allTasks);
        Refuse(parsed, tasksFrom, allTasks);
        return new EvaluationRequest(
            parsed.Text(run)!, data.Read(parsed), parsed.Read(fraction, Fraction, UsualFraction), parsed.Text(splits),
            parsed.Read(samples, (name, text) => Parse.Integer(name, text, 1, "200", MostSamples), 200),
            parsed.Read(seed, Parse.Seed, 1UL), parsed.Text(tasksFrom), parsed.GetValue(allTasks), parsed.GetValue(baselines),
            parsed.Text(json), engine.Read(parsed));
    }

    private static double Fraction(string option, string text) =>
        Parse.Number(option, text, value => value is >= 0 and < 1, "a share from 0 to below 1", "0.3");

    private static void Refuse(ParseResult parsed, Option chosen, params Option[] others)
    {
        if (parsed.Has(chosen) && others.FirstOrDefault(option => parsed.Has(option)) is { } other)
        {
            throw Options.Contradiction(other.Name, chosen.Name, "leave one of them out");
        }
    }
}
