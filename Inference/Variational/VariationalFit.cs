// ELBO = mean over draws of log p(y | v, a) - KL
using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>A member of a variational family being fitted: the evidence lower bound is climbed by reparameterised gradients.</summary>
internal sealed class VariationalFit : ITaskFit
{
    private const int StepsOfSlice = 50;

    private readonly Ascent ascent;
    private readonly AscentOptions options;

    public VariationalFit(
        TaskProblem problem, IVariationalFamily family, int samples, AscentOptions options, RandomKey key, ParameterSet? state)
    {
        this.options = options;
        var parameters = family.Parameters();
        var inputs = parameters.ToDictionary(p => p.Name, p => p.AsInput());
        var drawn = family.Draw(name => inputs[name], samples);
        var bound = problem.Space.LogLikelihood(drawn.Latents, problem.Points()) - drawn.Divergence;
        ascent = new Ascent(problem.Engine, bound.Mean(0), parameters, options, key, state);
    }

    public bool IsFinished => ascent.IsFinished;

    public double ShareDone => ascent.ShareDone;

    public ConditioningProgress Advance()
    {
        ascent.Advance(StepsOfSlice);
        return new ConditioningProgress("optimising", ascent.StepsDone, options.Steps, ascent.LastObjective);
    }

    public ParameterSet Snapshot() => ascent.Snapshot();

    public void Dispose() => ascent.Dispose();
}
