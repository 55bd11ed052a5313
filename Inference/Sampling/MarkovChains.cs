using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// Markov chain Monte Carlo over all unknowns in whitened weights, exact in the limit of many draws. Chains begin at draws from the prior,
/// or from a posterior of the same data.
/// </summary>
public abstract record MarkovChains : TaskMethod
{
    private protected MarkovChains()
    {
    }

    /// <summary>Number of chains, at least 1; four or more tell whether they agree.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Warm-up, draws, step size, metric.</summary>
    public HamiltonianOptions Run { get; init; } = new();

    /// <summary>How chains move.</summary>
    internal abstract HamiltonianMethod Moves { get; }

    internal override void Validate()
    {
        Moves.Validate();
        Run.Validated();
        HamiltonianOptions.Require(Chains is >= 1 and <= 1024, "chains", $"{Chains}", "1 to 1024");
    }

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start) =>
        new MarkovChainFit(problem, this, state, start);

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state)
    {
        var result = MarkovChainFit.ResultOf(this, state);
        return result.Chains.Any(c => c.Kept > 0)
            ? new MarkovChainPosterior(problem, result)
            : throw new OperationCanceledException("It was ended before the first draw was kept, so there is no posterior.");
    }
}
