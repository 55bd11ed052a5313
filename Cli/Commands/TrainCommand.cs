using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Foundation;
using ProbBnn.Hosting;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>train</c>: learns a process from many tasks.</summary>
internal static class TrainCommand
{
    public static Command Create(ToolHost host)
    {
        var options = new TrainOptions();
        var verb = new Verb(
            "train",
            "Learns a prior over functions, and how to update it, from many tasks. The run is a folder: process.pbnn, checkpoint.pbnn, "
                + "metrics.jsonl, run.json, report.html, and the lists of the tasks trained on and held out.",
            [
                "train --tasks beats.csv --task beat --inputs t --outputs mV --out run",
                "train --tasks beats.csv --task beat --inputs t --outputs mV --holdout 0.2 --group patient --minutes 20 --out run",
                "train --grid inputs.csv --values mV=outputs.csv.gz --features fourier:8 --hidden 48,48 --integrate-last-layer --out run",
                "train --out run --resume",
                "train --tasks new.csv --task beat --inputs t --outputs mV --from run --steps 2000 --out tuned",
            ]);
        options.AddTo(verb);
        verb.SetAction(parsed => Run(parsed, options, host));
        return verb;
    }

    private static int Run(ParseResult parsed, TrainOptions options, ToolHost host)
    {
        long begun = Stopwatch.GetTimestamp();
        string folder = parsed.Text(options.Out)!;
        return parsed.GetValue(options.Resume)
            ? Resume(parsed, options, new RunFolder(folder), host)
            : Begin(parsed, options, folder, host, begun);
    }

    private static int Begin(ParseResult parsed, TrainOptions options, string folder, ToolHost host, long begun)
    {
        var request = options.Read(parsed);
        using var services = ToolHost.Services(request.Engine);
        using var prepared = NewRun.Prepare(
            request, folder, [.. parsed.Tokens.Select(token => token.Value)], services.GetRequiredService<IEngine>(), host, begun);
        return Train(prepared, services, options.ReadVoice(parsed, host), host);
    }

    private static int Resume(ParseResult parsed, TrainOptions options, RunFolder run, ToolHost host)
    {
        var record = RunRecordFile.Read(run);
        var (before, request) = RecordedCommand.Read(record, run);
        options.RequireSame(parsed, before);
        using var services = ToolHost.Services(options.ReadEngine(parsed, request.Engine));
        using var prepared = ResumedRun.Prepare(
            run, record, options.ReadData(parsed) ?? request.Data, services.GetRequiredService<IEngine>(), host);
        if (record.Status == RunStatus.Finished)
        {
            host.Note($"the run {run.Folder} is finished: {Phrase.Count(record.Outcome.Steps, "step")}; there is nothing to go on with");
            if (!File.Exists(run.Report))
            {
                Report(prepared, AmortisedProcess.Of(prepared.Engine, prepared.Trainer.Snapshot()), record.Outcome, host);
            }
            return ExitCode.Success;
        }
        return Train(prepared, services, options.ReadVoice(parsed, host), host);
    }

    private static int Train(PreparedRun prepared, ServiceProvider services, ITrainingVoice voice, ToolHost host)
    {
        var (run, record) = (prepared.Run, prepared.Record);
        var loop = new TrainingLoop(prepared);
        var observer = services.GetRequiredService<TrainingObserver>();
        RunRecordFile.Write(record with { Status = RunStatus.Running }, run);
        voice.Begin(prepared);
        try
        {
            var outcome = voice.Watch(prepared, view => loop.Run(new Both(view, observer), host.Cancellation));
            if (!prepared.Trainer.IsFinished)
            {
                record = record with { Status = RunStatus.Interrupted, Outcome = outcome };
                AmortisedProcess.Of(prepared.Engine, prepared.Trainer.Snapshot()).Save(run.Process);
                RunRecordFile.Write(record, run);
                voice.End(record, run);
                host.Note($"interrupted; the checkpoint and the best process so far are written, go on with: {Tool.Name} train --out "
                    + $"{Phrase.Argument(run.Folder)} --resume");
                return ExitCode.Interrupted;
            }
            record = record with { Status = RunStatus.Finished, Outcome = outcome };
            var process = AmortisedProcess.Of(prepared.Engine, prepared.Trainer.Snapshot());
            process.Save(run.Process);
            RunRecordFile.Write(record, run);
            Report(prepared, process, outcome, host);
            voice.End(record, run);
            return ExitCode.Success;
        }
        catch (Exception e)
        {
            if (prepared.Trainer.StepsDone == 0)
            {
                prepared.Undo();
            }
            else
            {
                Record(record with { Status = RunStatus.Failed, Outcome = loop.Outcome(Failure.Of(e).Message) }, run, host);
                if (File.Exists(run.Checkpoint))
                {
                    host.Note($"the last checkpoint is kept; where the cause has gone, go on with: {Tool.Name} train --out "
                        + $"{Phrase.Argument(run.Folder)} --resume");
                }
            }
            throw;
        }
    }

    // The failure itself is what the user must be told, even if it cannot be recorded.
    private static void Record(RunRecord failed, RunFolder run, ToolHost host)
    {
        try
        {
            RunRecordFile.Write(failed, run);
        }
        catch (DataException e)
        {
            host.Warn($"the failure is not recorded: {e.Message}");
        }
    }

    // The process is saved by now: a report that cannot be made is no reason to call the run failed.
    private static void Report(PreparedRun prepared, AmortisedProcess process, OutcomeRecord outcome, ToolHost host)
    {
        try
        {
            RunSummary.Write(prepared, process, outcome, host.Cancellation);
        }
        catch (OperationCanceledException)
        {
            host.Warn($"interrupted while the report was made; the run is finished and its process is saved, the report comes with: "
                + $"{Tool.Name} train --out {Phrase.Argument(prepared.Run.Folder)} --resume");
        }
        catch (ProbBnnException e)
        {
            host.Warn($"there is no report: {Failure.Of(e).Message}; once that is mended it comes with: {Tool.Name} train --out "
                + $"{Phrase.Argument(prepared.Run.Folder)} --resume");
        }
    }

    private sealed class Both(IProgress<TrainingProgress> first, IProgress<TrainingProgress> second) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            first.Report(value);
            second.Report(value);
        }
    }
}
