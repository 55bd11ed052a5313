using ProbBnn.Data;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A posterior known by draws of its unknowns, all of equal weight; sample s of a seed is a draw picked without repetition for
/// as long as there are any.</summary>
internal class DrawsPosterior(TaskProblem problem, double[] draws) : LatentPosterior(problem)
{
    private readonly int dimension = problem.Space.Dimension;
    private OrderOfRound? order;

    /// <summary>Number of draws.</summary>
    public int Count => draws.Length / dimension;

    /// <summary>The unknowns of a draw.</summary>
    public ReadOnlySpan<double> DrawAt(int draw) => draws.AsSpan(draw * dimension, dimension);

    public override double[][] LatentDraws(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(s => DrawOf(s, seed).ToArray())];

    /// <summary>The function of every draw at points, [draws, points, outputs], in the data's own units.</summary>
    protected double[,,] AllFunctions(ReadOnlySpan<double> inputs) => new DrawsInOrder(Problem, draws).Functions(inputs, Count);

    /// <summary>The log density of points under every draw, [draws, points], in the data's own units.</summary>
    protected double[,] AllPointLogDensities(DataTask targets) => new DrawsInOrder(Problem, draws).PointLogDensities(targets, Count);

    protected override int Distinct(int samples) => Math.Min(samples, Count);

    protected override Expr Latents() => Expr.Input("latents", [NetworkPrograms.SampleChunk, dimension]);

    protected override void Write(ISession session, Program program, int first, ulong seed)
    {
        var chunk = new double[NetworkPrograms.SampleChunk * dimension];
        for (int s = 0; s < NetworkPrograms.SampleChunk; s++)
        {
            DrawOf(first + s, seed).CopyTo(chunk.AsSpan(s * dimension));
        }
        Slot.Of(program, "latents").Write(session, chunk);
    }

    /// <summary>The draw that a sample of a seed is.</summary>
    protected virtual ReadOnlySpan<double> DrawOf(int sample, ulong seed)
    {
        int round = sample / Count;
        if (order is not { } known || known.Seed != seed || known.Round != round)
        {
            order = known = new OrderOfRound(seed, round, Key(seed).Fold("order").Fold(round).Permutation(Count));
        }
        return DrawAt(known.Order[sample % Count]);
    }

    /// <summary>An immutable value, so that callers who race for it at most compute it twice.</summary>
    private sealed record OrderOfRound(ulong Seed, int Round, int[] Order);

    // The last chunk goes beyond the last draw, and what is there is not used.
    private sealed class DrawsInOrder(TaskProblem problem, double[] draws) : DrawsPosterior(problem, draws)
    {
        protected override ReadOnlySpan<double> DrawOf(int sample, ulong seed) => DrawAt(sample % Count);
    }
}
