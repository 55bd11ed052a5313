using ProbBnn.Foundation;
using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>
/// Global inducing points (Ober and Aitchison, 2021; Rochussen and Fortuin, ICLR 2026): every layer's posterior is its prior conditioned
/// on learned pseudo-data at inducing points, which are propagated through the sampled layers with the data; their noise is correlated
/// over the points and shared by a layer's units. Inducing inputs, pseudo-targets and noise are all trained.
/// </summary>
public sealed record GlobalInducing : TaskMethod
{
    /// <summary>Number of inducing points, M.</summary>
    public int Points { get; init; } = 25;

    /// <summary>Weight samples of a step.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>The standard deviation of the pseudo-noise at the start; published: the square root of 0.1.</summary>
    public double StartNoiseStdDev { get; init; } = 0.316;

    /// <summary>How the evidence lower bound is climbed.</summary>
    public AscentOptions Ascent { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => "inducing";

    internal override bool TakesStart => false;

    internal override void Validate()
    {
        Ascent.Validate();
        AscentOptions.Require(Points >= 1, "points", $"{Points}", "at least 1");
        AscentOptions.Require(Samples >= 1, "samples", $"{Samples}", "at least 1");
        AscentOptions.Require(
            StartNoiseStdDev > 0 && double.IsFinite(StartNoiseStdDev), "startNoiseStdDev", $"{StartNoiseStdDev}", "positive");
    }

    internal override ITaskFit Begin(TaskProblem problem, ParameterSet? state, Posterior? start) =>
        new VariationalFit(
        problem, new InducingFamily(problem, this), Samples, Ascent, RandomKey.FromSeed(Seed).Fold(Name), state);

    internal override Posterior Posterior(TaskProblem problem, ParameterSet state) =>
        new VariationalPosterior(problem, new InducingFamily(problem, this), state);
}
