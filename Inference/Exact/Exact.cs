using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>Bayesian linear regression in closed form: for a model without hidden layers and Gaussian noise that is not learned.</summary>
public sealed record Exact : TaskMethod
{
    /// <inheritdoc/>
    public override string Name => "exact";

    internal override bool TakesStart => false;

    internal override void Validate()
    {
    }

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start)
    {
        Require(problem.Model);
        return new FinishedFit("exact", new ParameterSet([]));
    }

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state)
    {
        Require(problem.Model);
        return new ExactPosterior(problem);
    }

    private static void Require(BnnModel model)
    {
        string? got = model switch
        {
            { Hidden.Count: > 0 } => $"{model.Hidden.Count} hidden layers",
            { Likelihood: Likelihood.Bernoulli } => "a Bernoulli likelihood",
            { Likelihood: Likelihood.Gaussian { Learning: NoiseLearning.Learned } } => "noise that is learned",
            _ => null,
        };
        if (got is not null)
        {
            throw new ModelException(new Problem(
                "the posterior has no closed form", "model", got, "no hidden layers, Gaussian noise of known standard deviation",
                "choose another method, for example nuts"));
        }
    }
}
