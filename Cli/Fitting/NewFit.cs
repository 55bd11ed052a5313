using System.Diagnostics;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Begins a fit.</summary>
internal static class NewFit
{
    /// <summary>
    /// Makes the folder, reads the data, holds points out, builds the model, fixes the number of steps where a time is to be filled, and
    /// writes the record and the state before the first step. If any of it fails, nothing is left behind.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="command">The arguments of the tool.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="host">Receives notes and warnings.</param>
    public static PreparedFit Prepare(
        FitRequest request, string folder, IReadOnlyList<string> command, IEngine engine, ToolHost host)
    {
        long begun = Stopwatch.GetTimestamp();
        var (run, undo) = RunFolder.Create(folder);
        TaskFit? fit = null;
        try
        {
            var subject = FitSubject.Of(request, engine);
            host.Tell(subject.Notes);
            var start = subject.StartOf(request.Method);
            TaskFit Init(TaskMethod method) => TaskFit.Init(engine, subject.Model, subject.Frame, method, subject.Context, start);
            var (plan, method) = request.Time is FitTime.Filling filling
                ? FitPlan.Of(filling.Minutes, request.Method, Init, begun, host.Cancellation) : (null, request.Method);
            fit = Init(method);
            var record = FitRecords.Begun(request, command, engine, subject) with { Plan = plan };
            FitFile.Save(fit.Snapshot(), run.Fit);
            FitRecordFile.Write(record, run);
            return new PreparedFit(
                run, record, engine, subject, new LiveFit(engine, fit, method), (request.Time as FitTime.AtMost)?.Minutes, undo);
        }
        catch
        {
            fit?.Dispose();
            undo();
            throw;
        }
    }
}
