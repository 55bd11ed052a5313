using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>What is fitted: a model to one data set, of which some points may be held out.</summary>
/// <param name="Model">The model.</param>
/// <param name="Frame">Names and scaling of the data.</param>
/// <param name="Process">The process that gave the prior, or null where it was described or saved alone.</param>
/// <param name="Context">The points that are fitted.</param>
/// <param name="HeldOut">The points that are not; may be none.</param>
/// <param name="Notes">What is worth telling of the data.</param>
internal sealed record FitSubject(
    BnnModel Model, DataFrame Frame, AmortisedProcess? Process, DataTask Context, DataTask HeldOut, DataNotes Notes)
{
    private const int FewestPoints = 2;

    /// <summary>Reads data and model.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="engine">The engine.</param>
    /// <exception cref="DataException">The data cannot be used.</exception>
    public static FitSubject Of(FitRequest request, IEngine engine)
    {
        var learned = request.Start is FitStart.Learned start ? LearnedRun.Load(start.Run, engine) : null;
        var loaded = request.Data.Load(learned?.Prior.Frame);
        var task = loaded.Tasks.Tasks[0];
        var split = HeldOutPoints.Of(task.Points, request.HoldOut, request.Method.Seed);
        var context = task.Select(split.Context.AsSpan());
        var fitted = new TaskSet(loaded.Tasks.InputNames, loaded.Tasks.OutputNames, [context]);
        var (model, frame, notes) = learned is null
            ? Alone(request, fitted)
            : Under(learned, fitted, ((FitStart.Learned)request.Start).Run);
        return new FitSubject(model, frame, learned?.Process, context, task.Select(split.Target.AsSpan()), loaded.Notes.And(notes));
    }

    /// <summary>The posterior that a method starts from, where there is one that it can use: inference networks start as they were
    /// learned.</summary>
    /// <exception cref="ModelException">The method trains inference networks, and there are none.</exception>
    public Posterior? StartOf(TaskMethod method)
    {
        if (method is not PerTask)
        {
            return null;
        }
        return Model.PseudoLikelihood is null ? throw NoNetworks(method.Name) : Process?.Condition(Context);
    }

    /// <summary>The error of a method that needs inference networks under a prior that comes without.</summary>
    public static ModelException NoNetworks(string method) => new(new Problem(
        $"{method} needs inference networks", "model", "a prior without any", "a model with a pseudo-likelihood, or a run of train",
        $"give --run with a folder that train wrote, or leave {method} out"));

    private static (BnnModel, DataFrame, DataNotes) Alone(FitRequest request, TaskSet fitted)
    {
        if (fitted.Points < FewestPoints)
        {
            throw new DataException(new Problem(
                "too few points to scale the data by", request.Data.Path, Phrase.Count(fitted.Points, "point"),
                $"at least {FewestPoints}", "give more points, or --run RUN, whose scaling is known"));
        }
        var notes = DataChecks.ForTraining(fitted);
        var model = ((FitStart.Described)request.Start).Build(fitted.InputNames.Count, fitted.OutputNames.Count);
        return (model, DataFrame.Of(model, fitted), notes);
    }

    // All methods see one model: the learned prior with its noise, and the inference networks for the method that trains them.
    private static (BnnModel, DataFrame, DataNotes) Under(LearnedRun learned, TaskSet fitted, string run)
    {
        RunColumns.Require(learned.Prior.Frame, fitted, run);
        var model = learned.Prior.Model.ToBuilder().PseudoLikelihood(learned.Process?.Model.PseudoLikelihood).Build();
        return (model, learned.Prior.Frame, DataNotes.None);
    }
}
