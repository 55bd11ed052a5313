using System.CommandLine;
using System.CommandLine.Parsing;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>The options of <c>compare</c>.</summary>
internal sealed class CompareOptions
{
    private const string UsualHoldOut = "0.2";

    private readonly FitSubjectOptions subject = new(UsualHoldOut);
    private readonly MethodOptions methods = new();
    private readonly EngineOptions engine = new();
    private readonly Option<string> inference = Options.Value(
        "--inference", "A,B..", $"methods: {Parse.MethodNames}; with --run also {Parse.Amortised}");
    private readonly Option<string> minutesEach = Options.Value(
        "--minutes-each", "M", "stop each method after M minutes with what there is by then");
    private readonly Option<bool> json = Options.Flag("--json", "print the results as JSON and nothing else");

    /// <summary>The folder of the comparison.</summary>
    public Option<string> Out { get; } = Options.Required("--out", "DIR", "folder for the comparison, with a fit for each method");

    /// <summary>Whether to go on with a comparison.</summary>
    public Option<bool> Resume { get; } = Options.Flag(
        "--resume", "go on with the comparison in --out; finished methods are not run again");

    public void AddTo(Command command)
    {
        subject.AddTo(command);
        command.Add(inference);
        foreach (var option in methods.All)
        {
            command.Add(option);
        }
        command.Add(minutesEach);
        command.Add(Out);
        command.Add(Resume);
        command.Add(json);
        engine.AddTo(command);
    }

    /// <summary>Reads arguments as the verb itself would.</summary>
    /// <param name="arguments">The arguments after the verb.</param>
    public ParseResult Parsed(IEnumerable<string> arguments)
    {
        var command = new Command("compare");
        AddTo(command);
        return command.Parse([.. arguments], Tool.Parser);
    }

    /// <summary>Whether results go to standard output as JSON.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Refuses options that differ from those a comparison was begun with.</summary>
    public void RequireSame(ParseResult now, ParseResult before) =>
        SameOptions.Require(
            now, before, [Out, Resume, json, minutesEach, engine.Threads, subject.Data], "begin a new comparison");

    /// <summary>What is asked for: a fit for each method, as the command line of <c>fit</c> that makes it.</summary>
    /// <param name="parsed">The command.</param>
    /// <param name="folder">The folder of the comparison.</param>
    /// <exception cref="OptionException">An option is unknown to all methods, or outside its range.</exception>
    public ValueList<ComparedFit> Read(ParseResult parsed, string folder) => Read(parsed, folder, null);

    /// <summary>What was asked for, with what a resumed comparison may change: the time of methods that are not finished, the threads, where
    /// the data lie.</summary>
    /// <param name="before">The command that began the comparison.</param>
    /// <param name="folder">The folder of the comparison.</param>
    /// <param name="now">The present command.</param>
    public ValueList<ComparedFit> Resumed(ParseResult before, string folder, ParseResult now) => Read(before, folder, now);

    private ValueList<ComparedFit> Read(ParseResult parsed, string folder, ParseResult? now)
    {
        var names = parsed.Text(inference) is { } text ? Parse.MethodList(inference.Name, text)
            : throw Options.Missing(inference.Name, "no methods are named", $"give some of {Parse.MethodNames}, separated by commas");
        if (names.Contains(Parse.Amortised) && subject.ReadStart(parsed) is FitStart.Described)
        {
            throw Options.Missing(
                "--run", "amortised needs inference networks that were trained on many tasks", "give --run RUN, or leave amortised out");
        }
        var chosen = names.Where(name => name != Parse.Amortised).Select(name => Parse.Method(inference.Name, name)).ToArray();
        var known = chosen.SelectMany(methods.Of).ToHashSet();
        if (methods.All.FirstOrDefault(option => parsed.Has(option) && !known.Contains(option)) is { } useless)
        {
            throw new OptionException(new Problem(
                "none of the methods has such an option", useless.Name, Remedy: "leave it out, or add a method that has it"));
        }
        return names.Select(name => new ComparedFit(
            name, Path.Combine(folder, name), Arguments(parsed, now, name, Path.Combine(folder, name)))
        {
            HasMoreTime = now?.Has(minutesEach) ?? false,
        }).ToValueList();
    }

    // The method that stands for the amortised process is any that needs no work: its data and options are read like those of a fit.
    private ValueList<string> Arguments(ParseResult parsed, ParseResult? now, string name, string run)
    {
        var method = name == Parse.Amortised ? new Exact() : Parse.Method(inference.Name, name);
        Option[] left = [inference, minutesEach, Out, Resume, json, .. methods.All.Except(methods.Of(method))];
        var kept = parsed.CommandResult.Command.Options.Except(left).SelectMany(Words);
        var timed = now is not null && now.Has(minutesEach) ? now : parsed;
        string? minutes = method is Exact ? null : timed.Text(minutesEach);
        return
        [
            .. kept, .. parsed.Has(subject.HoldOut) ? Array.Empty<string>() : [subject.HoldOut.Name, UsualHoldOut],
            .. minutes is null ? Array.Empty<string>() : ["--minutes", minutes], inference.Name, method.Name, Out.Name, run,
        ];

        IEnumerable<string> Words(Option option)
        {
            if (option == subject.Data && now?.Text(subject.Data) is { } moved)
            {
                return [option.Name, Path.GetFullPath(moved)];
            }
            var given = option == engine.Threads && now is not null && now.Has(option) ? now : parsed;
            return given.GetResult(option) is OptionResult { Implicit: false } result
                ? result.Tokens.Select(token => token.Value).Prepend(option.Name) : [];
        }
    }
}
