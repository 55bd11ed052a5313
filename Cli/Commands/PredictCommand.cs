using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ProbBnn.Data;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary><c>predict</c>: predictive distributions at points, given the points of a context.</summary>
internal sealed class PredictCommand
{
    private const int MostSamples = 100_000;

    private readonly EngineOptions engine = new();
    private readonly Option<string> run = Options.Required("--run", "RUN", "folder of a run of train or fit, or its .pbnn file");
    private readonly Option<string> context = Options.Value("--context", "FILE",
        "CSV of observed points; a task without any, or no file at all, is predicted from the prior");
    private readonly Option<string> at = Options.Required("--at", "FILE", "CSV of points to predict at");
    private readonly Option<string> task = Options.Value("--task", "COL",
        "column of both files that names the task (that of the run, or task; where neither file has it, all points are one task)");
    private readonly Option<string> output = Options.Required("--out", "FILE",
        "CSV to write: task and inputs, then NAME_mean, NAME_sd, NAME_epistemic_sd, NAME_q05, NAME_q50, NAME_q95 of each output (.gz too)");
    private readonly Option<string> samples = Options.Value("--samples", "S", "weight samples (200)");
    private readonly Option<string> seed = Options.Value("--seed", "S", "seed of the samples (1)");
    private readonly Option<string> functions = Options.Value("--functions", "N",
        "also N coherent functions, without noise, in a second file: FILE.csv gives FILE.functions.csv (none)");
    private readonly Option<bool> latent = Options.Flag("--latent", "predict the function itself, without observation noise");
    private readonly ToolHost host;

    private PredictCommand(ToolHost host) => this.host = host;

    public static Command Create(ToolHost host)
    {
        var command = new PredictCommand(host);
        var verb = new Verb(
            "predict",
            "Predicts at points of new tasks from a few observed points of each; with the run of a fit, at points of its data set.",
            [
                "predict --run run --context observed.csv --at grid.csv --out predicted.csv",
                "predict --run run/process.pbnn --context observed.csv --at grid.csv --out predicted.csv --functions 20 --latent",
                "predict --run fit --at grid.csv --out predicted.csv",
            ])
        {
            command.run, command.context, command.at, command.task, command.output, command.samples, command.seed, command.functions,
            command.latent,
        };
        command.engine.AddTo(verb);
        verb.SetAction(command.Run);
        return verb;
    }

    private int Run(ParseResult parsed)
    {
        var request = new PredictionRequest(
            parsed.Read(samples, (name, text) => Parse.Integer(name, text, 1, "200", MostSamples), 200), parsed.Read(seed, Parse.Seed, 1UL),
            parsed.Read(functions, (name, text) => Parse.Integer(name, text, 0, "20", MostSamples), 0), parsed.GetValue(latent));
        string path = parsed.Text(output)!, from = parsed.Text(run)!, query = parsed.Text(at)!;
        string second = OutputFile.Beside(path, "functions");
        string[] read = [query, .. parsed.Text(context) is { } given ? [given] : Array.Empty<string>(), .. RunFolder.FilesOf(from)];
        OutputFile.RequireWritable(path, read);
        if (request.Functions > 0)
        {
            OutputFile.RequireWritable(second, read);
        }
        using var services = ToolHost.Services(engine.Read(parsed));
        var machine = services.GetRequiredService<IEngine>();
        var (frame, posteriors, column, points) = FittedRun.Is(from)
            ? OfFit(parsed, from, query, machine) : OfProcess(parsed, from, query, machine);
        var table = ProgressView.Watch(host, "predicting", view =>
            PredictionTable.Of(frame, posteriors, points, request, view, host.Cancellation));
        if (request.Functions > 0)
        {
            table.WriteFunctions(second, column);
        }
        table.Write(path, column);
        host.Out.WriteLine($"{Phrase.Count(points.Rows, "point")} of {Phrase.Count(points.TaskIds.Distinct().Count(), "task")}: {path}"
            + (request.Functions > 0 ? $"; {Phrase.Count(request.Functions, "function")}: {second}" : ""));
        return ExitCode.Success;
    }

    // A fit is of one data set, which is its context; all points that are asked for are of it.
    private (DataFrame, Func<string, Posterior>, string?, PointSet) OfFit(ParseResult parsed, string from, string query, IEngine machine)
    {
        if (new[] { context, task }.FirstOrDefault(option => parsed.Has(option)) is { } other)
        {
            throw Options.Contradiction(other.Name, $"{run.Name} of a fit", "the data set that was fitted is the context: leave it out");
        }
        var fitted = FittedRun.Load(from, machine);
        string? column = FittedTask.ColumnOf(RunFolder.Around(from) is { } folder ? FitRecordFile.Read(folder) : null, query);
        var points = PointFile.Read(query, column, fitted.State.Frame.InputNames);
        FittedTask.Require(fitted.State, points, column, query);
        WarnOutside(fitted.State.Frame, points);
        return (fitted.State.Frame, _ => fitted.Posterior, column, points);
    }

    private (DataFrame, Func<string, Posterior>, string?, PointSet) OfProcess(
        ParseResult parsed, string from, string query, IEngine machine)
    {
        var process = AmortisedProcess.Load(machine, RunFolder.ProcessOf(from));
        var frame = process.Frame;
        string? column = TaskColumn.Of(parsed.Text(task), from, parsed.Text(context), query);
        var points = PointFile.Read(query, column, frame.InputNames);
        var observed = parsed.Text(context) is { } file
            ? LongCsv.Read(new LongCsvSource(file, column, frame.InputNames, frame.OutputNames, MayBeEmpty: true))
            : new LoadedTasks(new TaskSet(frame.InputNames, frame.OutputNames, []), DataNotes.None);
        host.Tell(observed.Notes);
        WarnOutside(frame, points);
        var contexts = observed.Tasks.Tasks.ToDictionary(t => t.Id);
        int unknown = points.TaskIds.Distinct().Count(id => !contexts.ContainsKey(id));
        if (unknown > 0)
        {
            host.Note($"{Phrase.Count(unknown, "task")} without observed points: predicted from the prior");
        }
        return (frame, id => process.Condition(
            contexts.GetValueOrDefault(id) ?? new DataTask(id, [], [], frame.InputNames.Count, frame.OutputNames.Count),
            cancellation: host.Cancellation), column, points);
    }

    private void WarnOutside(DataFrame frame, PointSet points)
    {
        int outside = frame.Range.CountOutside(points.Inputs);
        if (outside > 0)
        {
            string ranges = string.Join(", ", frame.InputNames.Select((name, i) =>
                $"{name} {Phrase.Number(frame.Range.Low[i])} to {Phrase.Number(frame.Range.High[i])}"));
            host.Warn($"{outside} of {Phrase.Count(points.Rows, "point")} lie outside the range of the training inputs ({ranges}): "
                + "predictions there are extrapolations");
        }
    }
}
