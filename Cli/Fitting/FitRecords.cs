using System.Runtime.InteropServices;
using ProbBnn.Data;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Makes records of fits.</summary>
internal static class FitRecords
{
    /// <summary>The record of a fit before its first step.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="command">The arguments of the tool.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="subject">Model and data.</param>
    public static FitRecord Begun(FitRequest request, IReadOnlyList<string> command, IEngine engine, FitSubject subject) => new()
    {
        Status = RunStatus.Running,
        Command = command,
        WorkingFolder = Environment.CurrentDirectory,
        Version = ToolVersion.Text,
        Runtime = RuntimeInformation.FrameworkDescription,
        Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors",
        Engine = engine.Name,
        Precision = engine.ElementType == ElementType.Float64 ? "double" : "single",
        Threads = request.Engine.Threads,
        Started = DateTime.UtcNow,
        Data = new DataRecord(
            [new FileRecord(request.Data.Path, DataHash.OfFile(request.Data.Path))], [.. subject.Frame.InputNames],
            [.. subject.Frame.OutputNames], request.Data.Task?.Column, null, 1, subject.Context.Points + subject.HeldOut.Points,
            [.. subject.Notes.Items.Select(note => note.ToString()!)]),
        Task = subject.Context.Id,
        HoldOut = request.HoldOut,
        HeldOutPoints = subject.HeldOut.Points,
        Seeds = new Dictionary<string, ulong> { ["hold_out"] = request.Method.Seed, ["fit"] = request.Method.Seed },
        Model = new ModelRecord(
            subject.Model.Hash, subject.Model.GenerativeHash, WeightCount.Of(subject.Model), (request.Start as FitStart.Learned)?.Run),
        Inference = request.Method.Name,
        Outcome = FitOutcome.None,
    };
}
