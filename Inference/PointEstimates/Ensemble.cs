using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// A deep ensemble (Lakshminarayanan et al., 2017): several networks, each climbed to a maximum of the posterior density from a prior draw
/// of its own, or from a draw of a posterior of the same data, taken as equally likely draws.
/// </summary>
public sealed record Ensemble : TaskMethod
{
    /// <summary>Number of networks.</summary>
    public int Members { get; init; } = 5;

    /// <summary>How the density is climbed.</summary>
    public AscentOptions Ascent { get; init; } = new() { Steps = 5_000, LearningRate = new LearningRate.Linear(2e-2, 1e-4) };

    /// <inheritdoc/>
    public override string Name => "ensemble";

    internal override void Validate()
    {
        Ascent.Validate();
        AscentOptions.Require(Members >= 1, "members", $"{Members}", "at least 1");
    }

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start) => new MaximumFit(
        problem, Members, Ascent, RandomKey.FromSeed(Seed).Fold(Name), state,
        start is null ? null : LatentPosterior.Starts(start, "climbs", Members, Seed));

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state) => MaximumFit.Posterior(problem, state);
}
