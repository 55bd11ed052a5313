using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>Goes on with a fit.</summary>
internal static class ResumedFit
{
    /// <summary>Reads the state and the data again; the data must be the very same.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="request">What it was asked for, with where its data lie now and the time it may take now.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="host">Receives warnings.</param>
    /// <exception cref="DataException">The data are not those of the run.</exception>
    /// <exception cref="StoredFileException">The state cannot be used.</exception>
    public static PreparedFit Prepare(RunFolder run, FitRecord record, FitRequest request, IEngine engine, ToolHost host)
    {
        var state = FitFile.Load(run.Fit);
        SameFiles.Require(record.Data, [request.Data.Path]);
        var subject = FitSubject.Of(request, engine) with { Model = state.Model, Frame = state.Frame };
        if (subject.Context.Points != state.Context.Points || !IsSame(state.Method, request.Method, record))
        {
            throw new StoredFileException(new Problem(
                "the state is of another fit than the record", run.Fit,
                $"{state.Method.Name} of {Phrase.Count(state.Context.Points, "point")}",
                $"{request.Method.Name} of {Phrase.Count(subject.Context.Points, "point")}", "restore it from a copy, or fit again"));
        }
        if (record.Engine != engine.Name || record.Version != ToolVersion.Text)
        {
            host.Warn($"the fit was begun with {record.Engine} of version {record.Version} and goes on with {engine.Name} of version "
                + $"{ToolVersion.Text}: the result may differ in its last digits from an uninterrupted fit's");
        }
        return new PreparedFit(
            run, record, engine, subject, new LiveFit(engine, TaskFit.Restore(engine, state), state.Method),
            request.Time switch
            {
                FitTime.AtMost time => time.Minutes,
                FitTime.Filling time when record.Plan is null => time.Minutes,
                _ => null,
            },
            () => { });
    }

    // What fills a time has the length that was planned for it.
    private static bool IsSame(TaskMethod method, TaskMethod asked, FitRecord record) => record.Plan is null
        ? method == asked : MethodLength.Unsaid(method) == MethodLength.Unsaid(asked);
}
