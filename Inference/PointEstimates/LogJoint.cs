// log p(y, v, a) = log p(y | v, a) + log p(v, a), of several vectors at once
using ProbBnn.Models;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The joint log density of data and unknowns.</summary>
internal static class LogJoint
{
    /// <summary>The name of the vectors as a program's input.</summary>
    public const string Latents = "latents";

    /// <summary>The log density of vectors [draws, Dimension], each [draws].</summary>
    public static Expr Of(TaskProblem problem, Expr latents) =>
        problem.Space.LogLikelihood(latents, problem.Points()) + problem.Space.LogPrior(latents);

    /// <summary>Outputs the log density and its gradient at the input <see cref="Latents"/>.</summary>
    public static Program WithGradient(TaskProblem problem, int draws)
    {
        var latents = Expr.Input(Latents, [draws, problem.Space.Dimension]);
        var density = Of(problem, latents);
        return Program.Of(("log density", density), ("gradient", Gradients.Of(density.Sum(), latents)[0]));
    }

    /// <summary>A draw from the prior; a learned noise standard deviation where it starts.</summary>
    public static double[] PriorDraw(LatentSpace space, Foundation.RandomKey key)
    {
        double[] draw = space.PriorDraw(key);
        space.NoiseStart.Doubles.CopyTo(draw.AsSpan(space.WeightCount));
        return draw;
    }
}
