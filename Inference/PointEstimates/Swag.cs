using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// Stochastic weight averaging, Gaussian (Maddox et al., 2019): a maximum of the posterior density is climbed to, from a prior draw or
/// from a draw of a posterior of the same data, gradient steps of a constant rate go on from there, and a Gaussian with diagonal and
/// low-rank covariance is put through where they pass. All in whitened weights.
/// </summary>
public sealed record Swag : TaskMethod
{
    /// <summary>How the maximum is climbed to.</summary>
    public AscentOptions Ascent { get; init; } = new() { Steps = 5_000, LearningRate = new LearningRate.Constant(5e-3) };

    /// <summary>The rate of the gradient steps that follow.</summary>
    public double Rate { get; init; } = 1e-2;

    /// <summary>Gradients with a larger Euclidean norm are scaled down to it.</summary>
    public double ClipNorm { get; init; } = 10;

    /// <summary>Gradient steps between two snapshots.</summary>
    public int Every { get; init; } = 25;

    /// <summary>Number of snapshots, at least 2.</summary>
    public int Snapshots { get; init; } = 100;

    /// <summary>Deviations kept for the low-rank part, from 2 to the number of snapshots.</summary>
    public int Rank { get; init; } = 64;

    /// <inheritdoc/>
    public override string Name => "swag";

    internal override void Validate()
    {
        Ascent.Validate();
        AscentOptions.Require(Rate > 0 && double.IsFinite(Rate), "rate", $"{Rate}", "positive");
        AscentOptions.Require(ClipNorm > 0, "clipNorm", $"{ClipNorm}", "positive");
        AscentOptions.Require(Every >= 1, "every", $"{Every}", "at least 1");
        AscentOptions.Require(Snapshots >= 2, "snapshots", $"{Snapshots}", "at least 2");
        AscentOptions.Require(Rank >= 2 && Rank <= Snapshots, "rank", $"{Rank}", "from 2 to the number of snapshots");
    }

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start) =>
        new SwagFit(problem, this, state, start is null ? null : LatentPosterior.Starts(start, "a climb", 1, Seed));

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state) => new SwagPosterior(problem, SwagMoments.Read(state));
}
