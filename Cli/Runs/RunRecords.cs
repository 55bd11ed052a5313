using System.Runtime.InteropServices;
using ProbBnn.Data;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Makes records of runs.</summary>
internal static class RunRecords
{
    /// <summary>The record of a run before its first step.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="command">The arguments of the tool.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="tasks">All tasks that were read.</param>
    /// <param name="notes">What was worth telling of them.</param>
    /// <param name="split">Which of them are trained on.</param>
    /// <param name="state">The state before the first step.</param>
    /// <param name="warmUp">The timed warm-up, or null.</param>
    public static RunRecord Begun(
        TrainRequest request, IReadOnlyList<string> command, IEngine engine, TaskSet tasks, DataNotes notes, TaskSplit split,
        TrainingState state, WarmUp? warmUp)
    {
        ulong seed = state.Options.Seed;
        return new RunRecord
        {
            Status = RunStatus.Running,
            Command = command,
            WorkingFolder = Environment.CurrentDirectory,
            Version = ToolVersion.Text,
            Runtime = RuntimeInformation.FrameworkDescription,
            Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, "
                + $"{Environment.ProcessorCount} processors",
            Engine = engine.Name,
            Precision = engine.ElementType == ElementType.Float64 ? "double" : "single",
            Threads = request.Engine.Threads,
            Started = DateTime.UtcNow,
            Data = new DataRecord(
                [.. request.Data.Files.Select(file => new FileRecord(file, DataHash.OfFile(file)))], [.. tasks.InputNames],
                [.. tasks.OutputNames], request.Data.TaskColumn, request.Data.GroupColumn, tasks.Count, tasks.Points,
                [.. notes.Items.Select(note => note.ToString()!)]),
            Split = new SplitRecord(
                request.HoldOut, request.HoldOutBy == SplitBy.Group ? "group" : "task", split.Training.Count, split.HeldOut.Count),
            Seeds = new Dictionary<string, ulong> { ["hold_out"] = seed, ["training"] = seed },
            Model = new ModelRecord(
                state.Model.Hash, state.Model.GenerativeHash, state.Parameters.Size, (request.Start as TrainStart.FineTuned)?.Run),
            Training = new TrainingRecord(
                state.Objective.Name, state.Objective.Samples, state.Options.Steps, state.Options.Validation.Every, request.Minutes,
                warmUp),
            Outcome = new OutcomeRecord(0, 0, null, null, null),
        };
    }
}
