using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.Objectives;

namespace ProbBnn.Inference;

/// <summary>
/// The process's own posterior family fitted to one data set: the inference networks are trained on it alone, under a prior that stays
/// where it is, so that nothing is lost to amortisation (Rochussen and Fortuin, ICLR 2026, "per-task BNNP"). Starts cold, or from what an
/// amortised process makes of the data. A learned noise standard deviation is climbed with the networks.
/// </summary>
public sealed record PerTask : TaskMethod
{
    /// <summary>How the evidence lower bound is climbed.</summary>
    public AscentOptions Ascent { get; init; } = new();

    /// <summary>Weight samples of a step.</summary>
    public int Samples { get; init; } = 8;

    /// <inheritdoc/>
    public override string Name => "per-task";

    internal override void Validate()
    {
        Ascent.Validate();
        AscentOptions.Require(Samples >= 1, "samples", $"{Samples}", "at least 1");
    }

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start)
    {
        var begun = start switch
        {
            null => null,
            AmortisedPosterior amortised => amortised.Process.Parameters,
            _ => throw new ModelException(new Problem(
                "inference networks cannot start there", $"task {problem.Context.Id}", start.GetType().Name, "an amortised posterior",
                "start from a meta-trained process, or from nothing")),
        };
        return problem.Context.Points == 0
            ? new FinishedFit("prior", state ?? PerTaskFit.StartOf(problem, this, begun))
            : new PerTaskFit(problem, this, state, begun);
    }

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state) => PerTaskFit.ProcessOf(problem, this, state)
        .OfTrainedContext(problem.Context);

    /// <summary>The model that is trained: priors fixed, inference networks kept.</summary>
    /// <exception cref="ModelException">It has no inference networks.</exception>
    internal static BnnModel ModelOf(TaskProblem problem)
    {
        problem.Model.RequirePseudoLikelihood();
        return problem.Model.WithPriors(l => problem.Model.PriorOf(l).Fixed());
    }

    internal Objective ObjectiveOf() => new Objective.Avi(Samples);

    internal FitOptions OptionsOf() => new()
    {
        Steps = Ascent.Steps,
        BatchTasks = 1,
        LearningRate = Ascent.LearningRate,
        ClipNorm = Ascent.ClipNorm,
        Validation = new ValidationOptions { Fraction = 0 },
        Seed = Seed,
    };
}
