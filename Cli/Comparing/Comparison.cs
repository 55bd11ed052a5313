using System.Diagnostics;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Fits one data set by one method after the other, and scores them on the same points.</summary>
/// <param name="subject">Model and data.</param>
/// <param name="engine">The engine.</param>
/// <param name="voice">How fits are told.</param>
/// <param name="host">Receives notes and warnings.</param>
/// <param name="workingFolder">The folder that relative file names start from.</param>
internal sealed class Comparison(FitSubject subject, IEngine engine, IFitVoice voice, ToolHost host, string workingFolder)
{
    private const int Samples = 500;

    /// <summary>What comes of a method, or null where it was interrupted. What is finished is not run again.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted before there was a state to go on from.</exception>
    public ComparedMethod? Of(ComparedFit compared)
    {
        var request = compared.Request().From(workingFolder);
        try
        {
            return compared.IsAmortised ? Amortised(request.Method.Seed) : Fitted(compared, request);
        }
        catch (ProbBnnException e) when (e is ModelException or OptionException or NumericalException or ShapeException or StoredFileException)
        {
            return new ComparedMethod.LeftOut(compared.Method, e.Message.ReplaceLineEndings(" "));
        }
    }

    private ComparedMethod.Done Amortised(ulong seed)
    {
        long begun = Stopwatch.GetTimestamp();
        var process = subject.Process ?? throw FitSubject.NoNetworks(Parse.Amortised);
        var posterior = process.Condition(subject.Context);
        posterior.Predict(subject.Context.Inputs, 1);
        return Done(Parse.Amortised, posterior, null, Stopwatch.GetElapsedTime(begun).TotalSeconds, seed, shareDone: 1);
    }

    private ComparedMethod? Fitted(ComparedFit compared, FitRequest request)
    {
        var run = new RunFolder(compared.Folder);
        var record = run.IsFit ? FitRecordFile.Read(run) : null;
        using var prepared = record is null
            ? NewFit.Prepare(request, compared.Folder, compared.Command, engine, host)
            : ResumedFit.Prepare(run, record, request, engine, host);
        if (record is { Status: RunStatus.Finished } && (prepared.Fit.IsFinished || !compared.HasMoreTime))
        {
            var known = FittedRun.TryPosterior(prepared.Fit.Snapshot(), engine) ?? throw FittedRun.NoPosterior(run.Folder);
            host.Note($"{compared.Method} is finished and not run again");
            return Done(compared.Method, known, null, record.Outcome.Seconds, request.Method.Seed, prepared.Fit.ShareDone);
        }
        var result = FitWork.Run(prepared, voice, host);
        return result.Posterior is not { } posterior ? null
            : Done(compared.Method, posterior, result.Diagnosis, result.Seconds, request.Method.Seed, prepared.Fit.ShareDone);
    }

    private ComparedMethod.Done Done(
        string name, Posterior posterior, FitDiagnosis? diagnosis, double seconds, ulong seed, double shareDone) => new(
        name, posterior, Inference.Evaluation.Of(posterior, subject.Frame, subject.HeldOut, Samples, seed),
        diagnosis ?? FitDiagnosis.Of(posterior, subject, FitDiagnosis.UsualSamples, seed, shareDone, name), seconds);
}
