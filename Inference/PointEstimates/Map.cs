using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// One network at a maximum of the posterior density (MAP), climbed from a prior draw, or from a draw of a posterior of the
/// same data: a baseline that knows no uncertainty but the noise.
/// </summary>
public sealed record Map : TaskMethod
{
    /// <summary>How the density is climbed.</summary>
    public AscentOptions Ascent { get; init; } = new() { Steps = 5_000, LearningRate = new LearningRate.Linear(2e-2, 1e-4) };

    /// <inheritdoc/>
    public override string Name => "map";

    internal override void Validate() => Ascent.Validate();

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start) => new MaximumFit(
        problem, 1, Ascent, RandomKey.FromSeed(Seed).Fold(Name), state,
        start is null ? null : LatentPosterior.Starts(start, "a climb", 1, Seed));

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state) => MaximumFit.Posterior(problem, state);
}
