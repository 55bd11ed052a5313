using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>compare</c>: several ways to the posterior of one data set, side by side.</summary>
internal static class CompareCommand
{
    public static Command Create(ToolHost host)
    {
        var options = new CompareOptions();
        var verb = new Verb(
            "compare",
            "Fits one data set by several methods and scores them on the same held-out points. Options of methods go to those that have "
                + "them. The folder holds results.json, report.html and a fit for each method, which predict, evaluate and diagnose take. "
                + "A method that cannot work with the model is left out with the reason.",
            [
                "compare --data one.csv --inputs x --outputs y --hidden 20 --inference nuts,mean-field,ensemble --out comparison",
                "compare --data beats.csv --task beat=b17 --run run --inference amortised,per-task,nuts --minutes-each 5 --out comparison",
                "compare --out comparison --resume",
            ]);
        options.AddTo(verb);
        verb.SetAction(parsed => Run(parsed, options, host));
        return verb;
    }

    private static int Run(ParseResult parsed, CompareOptions options, ToolHost host)
    {
        string folder = parsed.Text(options.Out)!;
        if (parsed.GetValue(options.Resume))
        {
            var existing = new CompareFolder(folder);
            var record = existing.Read();
            var before = options.Parsed(record.Command.Skip(1));
            options.RequireSame(parsed, before);
            var resumed = options.Resumed(before, folder, parsed);
            RequireSameData(resumed, record);
            return Compare(resumed, existing, record, options.IsJson(parsed), () => { }, host);
        }
        var methods = options.Read(parsed, folder);
        foreach (var method in methods)
        {
            method.Request();
        }
        string[] command = [.. parsed.Tokens.Select(token => token.Value)];
        var (made, undo) = CompareFolder.Create(folder, command);
        return Compare(methods, made, made.Read(), options.IsJson(parsed), undo, host);
    }

    private static int Compare(
        ValueList<ComparedFit> methods, CompareFolder folder, CompareRecord record, bool isJson, Action undo, ToolHost host)
    {
        long begun = Stopwatch.GetTimestamp();
        var request = methods[0].Request().From(record.WorkingFolder);
        using var services = ToolHost.Services(request.Engine);
        var (engine, subject) = Opened(request, services, undo);
        var comparison = new Comparison(
            subject, engine, isJson ? new SilentVoice() : new CompareVoice(host), host, record.WorkingFolder);
        var results = new List<ComparedMethod>();
        foreach (var method in methods)
        {
            if (host.Cancellation.IsCancellationRequested || comparison.Of(method) is not { } result)
            {
                host.Note($"interrupted; go on with: {Tool.Name} compare --out {Phrase.Argument(folder.Folder)} --resume");
                return ExitCode.Interrupted;
            }
            results.Add(result);
        }
        byte[] json = CompareJson.Bytes(results, subject);
        AtomicFile.Write(folder.Results, stream => stream.Write([.. json, (byte)'\n']));
        var provenance = new Provenance(
            record.Version, $"{Tool.Name} {string.Join(' ', record.Command)}", request.Method.Seed, engine.Name,
            Stopwatch.GetElapsedTime(begun));
        string data = Path.GetFileName(request.Data.Path);
        ReportFile.Write(folder.Report, ComparePage.Compose(
            results, subject,
            request.Data.Task is { } task ? $"{task.Column} {task.Id} of {data}" : data, request.Method.Seed, provenance).ToHtml());
        if (isJson)
        {
            host.Out.WriteLine(Encoding.UTF8.GetString(json));
        }
        else
        {
            CompareText.Print(results, subject, folder, host);
            host.Out.WriteLine($"report: {folder.Report}");
        }
        return results.OfType<ComparedMethod.Done>().Any() ? ExitCode.Success : throw new DataException(new Problem(
            "none of the methods could be used", folder.Folder, Remedy: "the reasons are above; choose other methods, or another model"));
    }

    // Other data would leave out every method, and take the place of the results.
    private static void RequireSameData(ValueList<ComparedFit> methods, CompareRecord record)
    {
        if (methods.FirstOrDefault(method => new RunFolder(method.Folder).IsFit) is { } begun)
        {
            SameFiles.Require(
                FitRecordFile.Read(new RunFolder(begun.Folder)).Data, [begun.Request().From(record.WorkingFolder).Data.Path]);
        }
    }

    // An engine or data that cannot be used are no reason to leave methods out one by one.
    private static (IEngine Engine, FitSubject Subject) Opened(FitRequest request, ServiceProvider services, Action undo)
    {
        try
        {
            var engine = services.GetRequiredService<IEngine>();
            return (engine, FitSubject.Of(request, engine));
        }
        catch
        {
            undo();
            throw;
        }
    }
}
