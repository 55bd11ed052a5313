using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// Gaussian variational inference over all weights: the evidence lower bound is climbed by reparameterised gradients (Rochussen and
/// Fortuin, ICLR 2026, section 14 of the baselines; Blundell et al., 2015, for independent weights). A learned noise standard deviation
/// is inferred with the weights, as an independent Gaussian on its unconstrained scale.
/// </summary>
public abstract record GaussianMethod : TaskMethod
{
    private protected GaussianMethod()
    {
    }

    /// <summary>How the bound is climbed.</summary>
    public AscentOptions Ascent { get; init; } = new();

    /// <summary>Weight samples of a step.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>The standard deviation of every weight at the start, in units of its prior's; published: the square root of 0.1.</summary>
    public double StartStdDev { get; init; } = 0.316;

    internal override void Validate()
    {
        Ascent.Validate();
        AscentOptions.Require(Samples >= 1, "samples", $"{Samples}", "at least 1");
        AscentOptions.Require(StartStdDev > 0 && double.IsFinite(StartStdDev), "startStdDev", $"{StartStdDev}", "positive");
    }

    /// <summary>The blocks of correlated weights, which cover all weights in order.</summary>
    internal abstract IEnumerable<GaussianBlock> Blocks(LatentSpace space);

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start) => new VariationalFit(
        problem, GaussianFamily.Of(this, problem, start is null ? null : GaussianFamily.MomentsOf(start, problem)), Samples, Ascent,
        RandomKey.FromSeed(Seed).Fold(Name), state);

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state) =>
        new VariationalPosterior(problem, GaussianFamily.Of(this, problem, null), state);
}
