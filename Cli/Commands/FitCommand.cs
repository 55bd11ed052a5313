using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>fit</c>: the posterior of one data set, by a method of choice.</summary>
internal static class FitCommand
{
    public static Command Create(ToolHost host)
    {
        var options = new FitVerbOptions();
        var verb = new Verb(
            FitVerbOptions.Verb,
            "Finds the posterior of one data set: all rows of a file, or one task of it. The model is described by options or a file, or "
                + "is the prior that a run of train has learned. The run is a folder: fit.pbnn, metrics.jsonl, run.json, report.html. "
                + "Predict from it with predict, score it with evaluate, and ask diagnose whether it can be believed.",
            [
                "fit --data one.csv --inputs x --outputs y --inference nuts --out fit",
                "fit --data one.csv --inputs x --outputs y --hidden 20 --inference mean-field --minutes 5 --holdout 0.2 --out fit",
                "fit --data beats.csv --task beat=b17 --run run --inference per-task --steps 2000 --out fit",
                "fit --out fit --resume",
            ]);
        options.AddTo(verb);
        verb.SetAction(parsed => Run(parsed, options, host));
        return verb;
    }

    private static int Run(ParseResult parsed, FitVerbOptions options, ToolHost host)
    {
        string folder = parsed.Text(options.Out)!;
        return parsed.GetValue(options.Resume)
            ? Resume(parsed, options, new RunFolder(folder), host)
            : Begin(options.Read(parsed), folder, [.. parsed.Tokens.Select(token => token.Value)], options.ReadVoice(parsed, host), host);
    }

    private static int Begin(FitRequest request, string folder, IReadOnlyList<string> command, IFitVoice voice, ToolHost host)
    {
        using var services = ToolHost.Services(request.Engine);
        using var prepared = NewFit.Prepare(request, folder, command, services.GetRequiredService<IEngine>(), host);
        return Work(prepared, voice, host);
    }

    private static int Resume(ParseResult parsed, FitVerbOptions options, RunFolder run, ToolHost host)
    {
        var record = FitRecordFile.Read(run);
        var (before, recorded) = RecordedFit.Read(record, run);
        options.RequireSame(parsed, before);
        var request = options.Resumed(parsed, recorded);
        using var services = ToolHost.Services(request.Engine);
        using var prepared = ResumedFit.Prepare(run, record, request, services.GetRequiredService<IEngine>(), host);
        if (!prepared.Fit.IsFinished || record.Status != RunStatus.Finished)
        {
            return Work(prepared, options.ReadVoice(parsed, host), host);
        }
        host.Note($"the fit {run.Folder} is finished; there is nothing to go on with");
        if (!File.Exists(run.Report))
        {
            FitWork.Report(prepared, prepared.Fit.Snapshot().Posterior(prepared.Engine), record.Outcome, host);
        }
        return ExitCode.Success;
    }

    private static int Work(PreparedFit prepared, IFitVoice voice, ToolHost host)
    {
        int code = FitWork.Run(prepared, voice, host).Code;
        string goOn = $"go on with: {Tool.Name} {FitVerbOptions.Verb} --out {Phrase.Argument(prepared.Run.Folder)} --resume";
        if (code == ExitCode.Interrupted)
        {
            host.Note($"interrupted; the state is written, {goOn}");
        }
        else if (!prepared.Fit.IsFinished)
        {
            host.Note($"the time is over before the fit is finished; {goOn}");
        }
        return code;
    }
}
