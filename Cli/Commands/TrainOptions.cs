using System.CommandLine;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;

namespace ProbBnn.Cli;

/// <summary>The options of <c>train</c>.</summary>
internal sealed class TrainOptions
{
    private const int MostBatchTasks = 4096, MostSamples = 4096;

    private readonly DataOptions data = new();
    private readonly ModelOptions model = new();
    private readonly EngineOptions engine = new();
    private readonly Option<string> objective = Options.Value(
        "--objective", "NAME", "what training maximises: pp-avi, po-avi, p-avi, avi, npvi, npml, mpl or mpl-by-point (pp-avi)");
    private readonly Option<string> steps = Options.Value("--steps", "N", "training steps (20000)");
    private readonly Option<string> minutes = Options.Value(
        "--minutes", "M", "instead: as many steps as fit into M minutes; fixed and recorded after a timed warm-up");
    private readonly Option<string> batch = Options.Value("--batch", "B", "tasks a step (5)");
    private readonly Option<string> samples = Options.Value("--samples", "S", "weight samples of each task (16)");
    private readonly Option<string> context = Options.Value(
        "--context", "A:B", "range of the share of a task's points that is context (0.1:0.6)");
    private readonly Option<string> points = Options.Value("--points", "F", "share of a task's points that a step uses at all (1)");
    private readonly Option<string> rate = Options.Value(
        "--learning-rate", "A:B", "first and last learning rate, or one for all steps (1e-3:5e-5)");
    private readonly Option<string> schedule = Options.Value(
        "--schedule", "linear|cosine", "how the learning rate goes from first to last (linear)");
    private readonly Option<string> clip = Options.Value("--clip", "NORM", "largest norm of a gradient, or none (10)");
    private readonly Option<string> every = Options.Value(
        "--validate-every", "N", "steps between validations (a twentieth of all, from 25 to 250)");
    private readonly Option<string> patience = Options.Value("--patience", "K", "stop after K validations without a new best (never)");
    private readonly Option<string> holdOut = Options.Value(
        "--holdout", "F", "share of the tasks (with --group, in whole groups) to hold out for evaluate");
    private readonly Option<string> seed = Options.Value("--seed", "S", "seed of everything random (1)");
    private readonly Option<string> from = Options.Value("--from", "RUN", "fine-tune from this run: its model, parameters and scaling");
    private readonly Option<bool> json = Options.Flag("--json", "progress and result as one JSON object a line");

    /// <summary>The folder of the run.</summary>
    public Option<string> Out { get; } = Options.Required("--out", "RUN", "folder for the run");

    /// <summary>Whether to go on with a run.</summary>
    public Option<bool> Resume { get; } = Options.Flag("--resume", "go on with the run in --out; needs no other option");

    private IReadOnlyList<Option> Own =>
    [
        objective, steps, minutes, batch, samples, context, points, rate, schedule, clip, every, patience, holdOut, seed, from, Out, Resume,
        json,
    ];

    public void AddTo(Command command)
    {
        data.AddTo(command);
        model.AddTo(command);
        foreach (var option in Own)
        {
            command.Add(option);
        }
        engine.AddTo(command);
    }

    /// <summary>What is asked for.</summary>
    public TrainRequest Read(ParseResult parsed)
    {
        if (parsed.Has(steps) && parsed.Has(minutes))
        {
            throw Options.Contradiction(minutes.Name, steps.Name, "give the number of steps or the time");
        }
        if (parsed.Has(from) && model.Given(parsed) is { } option)
        {
            throw Options.Contradiction(option, from.Name, "a run is fine-tuned with its own model: leave it out");
        }
        var source = data.Read(parsed);
        return new TrainRequest(
            source, parsed.Text(from) is { } run ? new TrainStart.FineTuned(run) : new TrainStart.New(model.Read(parsed, ReadSeed(parsed))),
            parsed.Read(objective, (name, text) => Parse.Objective(name, text, Samples(parsed)), new Objective.PpAvi(Samples(parsed))),
            ReadFit(parsed), parsed.Read<int?>(every, (name, text) => Parse.Integer(name, text, 1, "250"), null),
            parsed.Read<double?>(minutes, (name, text) => Parse.Minutes(name, text), null),
            parsed.Read<double?>(holdOut, (name, text) => Parse.Share(name, text, "0.2"), null), engine.Read(parsed));
    }

    /// <summary>How to report.</summary>
    public ITrainingVoice ReadVoice(ParseResult parsed, ToolHost host) => parsed.GetValue(json) ? new JsonVoice(host) : new TextVoice(host);

    /// <summary>The threads asked for now, which a resumed run may change.</summary>
    public EngineChoice ReadEngine(ParseResult parsed, EngineChoice recorded) =>
        parsed.Has(engine.Threads) ? recorded with { Threads = engine.Read(parsed).Threads } : recorded;

    /// <summary>The data named now, or null where none are.</summary>
    public DataSource? ReadData(ParseResult parsed) => data.AnyGiven(parsed) ? data.Read(parsed) : null;

    /// <summary>Refuses options that differ from those a run was begun with.</summary>
    /// <exception cref="OptionException">One differs.</exception>
    public void RequireSame(ParseResult now, ParseResult before) => SameOptions.Require(
        now, before, [Out, Resume, json, engine.Threads, .. data.All], "begin a new run (with --from to start where this one ended)");

    private int Samples(ParseResult parsed) => parsed.Read(samples, (name, text) => Parse.Integer(name, text, 1, "16", MostSamples), 16);

    private ulong ReadSeed(ParseResult parsed) => parsed.Read(seed, Parse.Seed, new FitOptions().Seed);

    private FitOptions ReadFit(ParseResult parsed)
    {
        string shape = parsed.Text(schedule) ?? "linear";
        var usual = new FitOptions();
        var learningRate = Parse.LearningRate(rate.Name, parsed.Text(rate) ?? "1e-3:5e-5", shape);
        if (learningRate is LearningRate.Constant && parsed.Has(schedule))
        {
            throw Options.Contradiction(schedule.Name, $"a single {rate.Name}", "give the first and the last rate, 1e-3:5e-5");
        }
        return usual with
        {
            Steps = parsed.Read(steps, (name, text) => Parse.Integer(name, text, 1, "20000"), usual.Steps),
            BatchTasks = parsed.Read(batch, (name, text) => Parse.Integer(name, text, 1, "5", MostBatchTasks), usual.BatchTasks),
            Context = parsed.Read(context, Parse.Context, usual.Context),
            PointShare = parsed.Read(points, (name, text) =>
                Parse.Number(name, text, value => value is > 0 and <= 1, "a share above 0, at most 1", "0.5"), usual.PointShare),
            LearningRate = learningRate,
            ClipNorm = parsed.Read(clip, (name, text) => text == "none" ? (double?)null
                : Parse.Number(name, text, value => value > 0, "a positive number, or none", "10"), usual.ClipNorm),
            Validation = usual.Validation with
            {
                Patience = parsed.Read<int?>(patience, (name, text) => Parse.Integer(name, text, 1, "20"), null),
            },
            Seed = ReadSeed(parsed),
        };
    }
}
