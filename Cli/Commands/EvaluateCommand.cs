using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Data;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>evaluate</c>: scores predictions of held-back points.</summary>
internal static class EvaluateCommand
{
    public static Command Create(ToolHost host)
    {
        var options = new EvaluateOptions();
        var verb = new Verb(
            "evaluate",
            "Gives a share of each task's points, predicts the others and scores the predictions. Where the data are those of the run and "
                + "the run held tasks out, these alone are evaluated, unless --tasks-from, --splits or --all-tasks says otherwise. Tasks "
                + "that were trained on are never scored without a warning. With the run of a fit, further "
                + "points of its data set are scored.",
            [
                "evaluate --run run --tasks beats.csv --task beat --inputs t --outputs mV",
                "evaluate --run run --grid inputs.csv --values mV=outputs.csv.gz --context-fraction 0.1 --json scores.json --baselines",
                "evaluate --run fit --data further.csv",
            ]);
        options.AddTo(verb);
        verb.SetAction(parsed => FittedRun.Is(options.ReadRun(parsed))
            ? RunOfFit(options.ReadOfFit(parsed), host) : Run(options.Read(parsed), host));
        return verb;
    }

    private static int Run(EvaluationRequest request, ToolHost host)
    {
        if (request.Json.File is { } path)
        {
            OutputFile.RequireWritable(path, [.. request.FilesRead, .. RunFolder.FilesOf(request.Run)]);
        }
        using var services = ToolHost.Services(request.Engine);
        var process = AmortisedProcess.Load(services.GetRequiredService<IEngine>(), RunFolder.ProcessOf(request.Run));
        var loaded = request.Data.Load();
        host.Tell(loaded.Notes);
        RunColumns.Require(process.Frame, loaded.Tasks, request.Run);
        var (tasks, splits) = EvaluatedTasks.Choose(request, loaded.Tasks, host);
        var scorer = new Scorer(tasks, splits, process.Frame, request.Json.Only ? null : host, host.Cancellation);
        var scores = scorer.Of(process, request.Samples, request.Seed);
        var baselines = request.Baselines ? scorer.OfBaselines(TasksOfRun.Trained(request.Run), request.Seed, host) : [];
        var document = new EvaluationDocument(
            splits.Items.Count, splits.Items.Sum(item => item.Split.Target.Count), request.Splits is null ? request.Fraction : null,
            request.Samples, request.Seed, scores, baselines);
        EvaluationJson.Write(document, request.Json, host);
        if (!request.Json.Only)
        {
            EvaluationTables.Print(document, host);
        }
        return ExitCode.Success;
    }

    private static int RunOfFit(FitEvaluationRequest request, ToolHost host)
    {
        if (request.Json.File is { } path)
        {
            OutputFile.RequireWritable(path, [request.Points, .. RunFolder.FilesOf(request.Run)]);
        }
        using var services = ToolHost.Services(request.Engine);
        var fitted = FittedRun.Load(request.Run, services.GetRequiredService<IEngine>());
        var frame = fitted.State.Frame;
        var record = RunFolder.Around(request.Run) is { } run ? FitRecordFile.Read(run) : null;
        var loaded = FittedTask.ColumnOf(record, request.Points) is { } column
            ? new FitData(request.Points, (column, record!.Task), frame.InputNames, frame.OutputNames).Load(frame)
            : LongCsv.Read(new LongCsvSource(request.Points, null, frame.InputNames, frame.OutputNames));
        host.Tell(loaded.Notes);
        if (record is not null && record.Data.Files.Any(file => file.Sha256 == DataHash.OfFile(request.Points)))
        {
            host.Warn("these are the data that were fitted: such scores are in-sample and say little of new points");
        }
        var points = loaded.Tasks.Tasks[0];
        var document = new EvaluationDocument(
            1, points.Points, null, request.Samples, request.Seed,
            Inference.Evaluation.Of(fitted.Posterior, frame, points, request.Samples, request.Seed), []);
        EvaluationJson.Write(document, request.Json, host);
        if (!request.Json.Only)
        {
            EvaluationTables.Print(document, host);
        }
        return ExitCode.Success;
    }
}
