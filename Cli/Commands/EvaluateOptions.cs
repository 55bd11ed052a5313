using System.CommandLine;

namespace ProbBnn.Cli;

/// <summary>The options of <c>evaluate</c>.</summary>
internal sealed class EvaluateOptions
{
    private const int MostSamples = 100_000;
    private const double UsualFraction = 0.3;

    private readonly DataOptions data = new();
    private readonly EngineOptions engine = new();
    private readonly Option<string> run = Options.Required("--run", "RUN", "folder of a run of train or fit, or its .pbnn file");
    private readonly Option<string> points = Options.Value(
        "--data", "FILE", "for the run of a fit: CSV of further points of its data set, one row a point");
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
        command.Add(points);
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
        if (parsed.Has(points))
        {
            throw Options.Contradiction(
                points.Name, $"{run.Name} of train", "name its tasks: --tasks FILE --task COL --inputs A --outputs C");
        }
        Refuse(parsed, splits, fraction, tasksFrom, allTasks);
        Refuse(parsed, tasksFrom, allTasks);
        return new EvaluationRequest(
            parsed.Text(run)!, data.Read(parsed), parsed.Read(fraction, Fraction, UsualFraction), parsed.Text(splits),
            parsed.Read(samples, (name, text) => Parse.Integer(name, text, 1, "200", MostSamples), 200),
            parsed.Read(seed, Parse.Seed, 1UL), parsed.Text(tasksFrom), parsed.GetValue(allTasks), parsed.GetValue(baselines),
            new JsonTarget(parsed.Text(json)), engine.Read(parsed));
    }

    /// <summary>The run.</summary>
    public string ReadRun(ParseResult parsed) => parsed.Text(run)!;

    /// <summary>What is asked for of a fit.</summary>
    public FitEvaluationRequest ReadOfFit(ParseResult parsed)
    {
        if (data.All.Concat([fraction, splits, tasksFrom, allTasks, baselines]).FirstOrDefault(option => parsed.Has(option)) is { } other)
        {
            throw Options.Contradiction(
                other.Name, $"{run.Name} of a fit",
                "the data set that was fitted is the context: name further points of it with --data FILE");
        }
        return new FitEvaluationRequest(
            ReadRun(parsed), parsed.Text(points) ?? throw Options.Missing(
                points.Name, "no points are named", "give --data FILE with further points of the data set that was fitted"),
            parsed.Read(samples, (name, text) => Parse.Integer(name, text, 1, "200", MostSamples), 200),
            parsed.Read(seed, Parse.Seed, 1UL), new JsonTarget(parsed.Text(json)), engine.Read(parsed));
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
