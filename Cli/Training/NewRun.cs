using System.Diagnostics;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Begins a run.</summary>
internal static class NewRun
{
    /// <summary>
    /// Makes the folder, reads the data, holds tasks out, builds the model, fixes the number of steps, and writes the record and a first
    /// checkpoint. If any of it fails, nothing is left behind.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="command">The arguments of the tool.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="host">Receives notes and warnings.</param>
    /// <param name="begun">When the command began (a time stamp), for <c>--minutes</c>.</param>
    public static PreparedRun Prepare(
        TrainRequest request, string folder, IReadOnlyList<string> command, IEngine engine, ToolHost host, long begun)
    {
        var (run, undo) = RunFolder.Create(folder);
        Trainer? trainer = null;
        try
        {
            var loaded = request.Data.Load();
            var split = Split(loaded.Tasks, request);
            var training = loaded.Tasks.Select(split.Training);
            var notes = loaded.Notes.And(DataChecks.ForTraining(training));
            host.Tell(notes);
            var (model, start) = StartOf(request.Start, engine, loaded.Tasks);
            var (fit, warmUp) = Plan(request, every => Trainer.Init(
                engine, model, request.Objective, training, Unlimited(request.Fit, every), start), host, begun);
            trainer = Trainer.Init(engine, model, request.Objective, training, fit, start);
            var state = trainer.Snapshot();
            var record = RunRecords.Begun(request, command, engine, loaded.Tasks, notes, split, state, warmUp);
            TaskIdFile.Write(loaded.Tasks, split.Training, run.TrainingTasks);
            if (split.HeldOut.Count > 0)
            {
                TaskIdFile.Write(loaded.Tasks, split.HeldOut, run.HeldOutTasks);
            }
            CheckpointFile.Save(state, run.Checkpoint);
            RunRecordFile.Write(record, run);
            return new PreparedRun(run, record, engine, trainer, training, loaded.Tasks.Select(split.HeldOut), undo);
        }
        catch
        {
            trainer?.Dispose();
            undo();
            throw;
        }
    }

    private static TaskSplit Split(TaskSet tasks, TrainRequest request) => request.HoldOut is { } share
        ? TaskSplit.HoldOut(tasks, share, RandomKey.FromSeed(request.Fit.Seed).Fold("hold-out"), request.HoldOutBy)
        : new TaskSplit([.. Enumerable.Range(0, tasks.Count)], []);

    private static (BnnModel Model, (ParameterSet, DataFrame)? Start) StartOf(TrainStart start, IEngine engine, TaskSet tasks)
    {
        if (start is TrainStart.New fresh)
        {
            var model = fresh.Model.Build(tasks.InputNames.Count, tasks.OutputNames.Count);
            return model.PseudoLikelihood is not null ? (model, null) : throw new DataException(new Problem(
                "the model says nothing of inference networks", "--model", "no pseudoLikelihood", "a pseudo-likelihood",
                "add one to the file (probbnn model --json --hidden 50,50 prints a whole model)"));
        }
        string from = ((TrainStart.FineTuned)start).Run;
        var process = AmortisedProcess.Load(engine, RunFolder.ProcessOf(from));
        RunColumns.Require(process.Frame, tasks, from);
        return (process.Model, (process.Parameters, process.Frame));
    }

    private static FitOptions Unlimited(FitOptions fit, int validateEvery) => fit with
    {
        Steps = int.MaxValue,
        Validation = fit.Validation with { Every = validateEvery, Patience = null },
    };

    private static (FitOptions Fit, WarmUp? WarmUp) Plan(TrainRequest request, Func<int, Trainer> trainer, ToolHost host, long begun)
    {
        FitOptions With(int steps, int every) =>
            (request.Fit with { Steps = steps, Validation = request.Fit.Validation with { Every = every } }).Validated();
        if (request.Minutes is not { } minutes)
        {
            return (With(request.Fit.Steps, request.ValidateEvery ?? TrainingPlan.ValidateEvery(request.Fit.Steps)), null);
        }
        var total = TimeSpan.FromMinutes(minutes);
        var warmUp = WarmUp.Measure(trainer, TrainingPlan.WarmUpTime(total), host.Cancellation);
        var left = total - Stopwatch.GetElapsedTime(begun) - TrainingPlan.TimeToFinish(total);
        var (steps, every) = warmUp.Plan(left.TotalSeconds, request.ValidateEvery);
        return (With(steps, every), warmUp);
    }
}
