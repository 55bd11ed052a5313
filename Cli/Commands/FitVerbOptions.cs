using System.CommandLine;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The options of <c>fit</c>.</summary>
internal sealed class FitVerbOptions
{
    /// <summary>The word of the verb.</summary>
    public const string Verb = "fit";

    private readonly FitSubjectOptions subject = new("none");
    private readonly MethodOptions methods = new();
    private readonly EngineOptions engine = new();
    private readonly Option<string> inference = Options.Value("--inference", "NAME", Cli.Parse.MethodNames);
    private readonly Option<string> minutes = Options.Value(
        "--minutes", "M", "as many steps or draws as fill M minutes; with --steps, --warmup or --draws: end after M minutes with what there is by then");
    private readonly Option<bool> json = Options.Flag("--json", "progress and result as one JSON object a line");

    /// <summary>The folder of the run.</summary>
    public Option<string> Out { get; } = Options.Required("--out", "RUN", "folder for the run");

    /// <summary>Whether to go on with a run.</summary>
    public Option<bool> Resume { get; } = Options.Flag("--resume", "go on with the fit in --out; needs no other option");

    public void AddTo(Command command)
    {
        subject.AddTo(command);
        command.Add(inference);
        foreach (var option in methods.All)
        {
            command.Add(option);
        }
        command.Add(minutes);
        command.Add(Out);
        command.Add(Resume);
        command.Add(json);
        engine.AddTo(command);
    }

    /// <summary>Reads arguments as the verb itself would.</summary>
    /// <param name="arguments">The arguments after the verb.</param>
    public ParseResult Parse(IEnumerable<string> arguments)
    {
        var command = new Command(Verb);
        AddTo(command);
        return command.Parse([.. arguments], Tool.Parser);
    }

    /// <summary>What is asked for.</summary>
    public FitRequest Read(ParseResult parsed)
    {
        string name = parsed.Text(inference)
            ?? throw Options.Missing(inference.Name, "no method is named", $"give one of {Cli.Parse.MethodNames}");
        var usual = Cli.Parse.Method(inference.Name, name);
        var method = methods.Read(parsed, usual, subject.ReadSeed(parsed));
        if (parsed.Has(minutes) && method is Exact)
        {
            throw Options.Contradiction(minutes.Name, $"{inference.Name} {method.Name}", "it takes no time: leave it out");
        }
        return new FitRequest(
            subject.ReadData(parsed), subject.ReadStart(parsed), method, ReadTime(parsed), subject.ReadHoldOut(parsed),
            engine.Read(parsed));
    }

    /// <summary>How to report.</summary>
    public IFitVoice ReadVoice(ParseResult parsed, ToolHost host) =>
        parsed.GetValue(json) ? new FitJsonVoice(host) : new FitTextVoice(host);

    /// <summary>What a fit was asked for, with what a resumed one may change: its time, the threads, where the data lie.</summary>
    public FitRequest Resumed(ParseResult parsed, FitRequest recorded) => recorded with
    {
        Time = parsed.Has(minutes) ? new FitTime.AtMost(ReadMinutes(parsed)) : recorded.Time,
        Engine = parsed.Has(engine.Threads) ? recorded.Engine with { Threads = engine.Read(parsed).Threads } : recorded.Engine,
        Data = parsed.Text(subject.Data) is { } path ? recorded.Data with { Path = path } : recorded.Data,
    };

    /// <summary>Refuses options that differ from those a fit was begun with.</summary>
    /// <exception cref="OptionException">One differs.</exception>
    public void RequireSame(ParseResult now, ParseResult before) =>
        SameOptions.Require(now, before, [Out, Resume, json, minutes, engine.Threads, subject.Data], "begin a new fit");

    private double ReadMinutes(ParseResult parsed) => Cli.Parse.Minutes(minutes.Name, parsed.Text(minutes)!);

    private FitTime ReadTime(ParseResult parsed) => !parsed.Has(minutes) ? new FitTime.AsNeeded()
        : methods.SaysLength(parsed) ? new FitTime.AtMost(ReadMinutes(parsed)) : new FitTime.Filling(ReadMinutes(parsed));
}
