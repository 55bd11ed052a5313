using ProbBnn.Dsl;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>A model that is printed, with what its cost is counted for.</summary>
/// <param name="Model">The description.</param>
/// <param name="Process">The trained process, or null.</param>
/// <param name="Objective">What training maximises.</param>
/// <param name="Fit">How.</param>
/// <param name="Points">Number of points of a task.</param>
/// <param name="AllPoints">Number of points of all tasks, 0 if there are none yet.</param>
internal sealed record ModelSubject(
    BnnModel Model, AmortisedProcess? Process, Objective Objective, FitOptions Fit, int Points, long AllPoints)
{
    /// <summary>The fit of one data set that the model was taken from, or null.</summary>
    public FitState? State { get; init; }

    private const int UsualPoints = 100, UsualSamples = 16;

    /// <summary>A model without a run.</summary>
    /// <param name="model">The description.</param>
    public static ModelSubject Described(BnnModel model) =>
        new(model, null, new Objective.PpAvi(UsualSamples), new FitOptions(), UsualPoints, 0);

    /// <summary>The model of a run, with the objective and options it was trained with and tasks of its mean size.</summary>
    /// <param name="run">A run's folder or process file, or a prior that was saved alone.</param>
    /// <param name="engine">The engine.</param>
    public static ModelSubject OfRun(string run, IEngine engine)
    {
        if (FittedRun.Is(run))
        {
            var state = FitFile.Load(FittedRun.FileOf(run));
            return Described(state.Model) with { State = state };
        }
        if (LearnedRun.IsPrior(run))
        {
            return Described(LearnedPrior.Load(run).Model);
        }
        var process = AmortisedProcess.Load(engine, RunFolder.ProcessOf(run));
        if (RunFolder.Around(run) is not { } folder)
        {
            return Described(process.Model) with { Process = process };
        }
        var record = RunRecordFile.Read(folder);
        var request = RecordedCommand.Read(record, folder).Request;
        int mean = (int)Math.Ceiling((double)record.Data.Points / Math.Max(record.Data.Tasks, 1));
        return new ModelSubject(process.Model, process, request.Objective, request.Fit, Math.Max(2, mean), record.Data.Points);
    }
}
