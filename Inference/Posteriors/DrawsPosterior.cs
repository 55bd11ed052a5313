using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>A posterior known by draws of its unknowns, all of equal weight; sample s of a seed is a draw picked without repetition for
/// as long as there are any.</summary>
internal sealed class DrawsPosterior(TaskProblem problem, double[] draws) : LatentPosterior(problem)
{
    private readonly int dimension = problem.Space.Dimension;

    /// <summary>Number of draws.</summary>
    public int Count => draws.Length / dimension;

    /// <summary>The unknowns of a draw.</summary>
    public ReadOnlySpan<double> DrawAt(int draw) => draws.AsSpan(draw * dimension, dimension);

    protected override int Distinct(int samples) => Math.Min(samples, Count);

    protected override Expr Latents() => Expr.Input("latents", [NetworkPrograms.SampleChunk, dimension]);

    protected override void Write(ISession session, Program program, int first, ulong seed)
    {
        var chunk = new double[NetworkPrograms.SampleChunk * dimension];
        for (int s = 0; s < NetworkPrograms.SampleChunk; s++)
        {
            var order = Key(seed).Fold("order").Fold((first + s) / Count).Permutation(Count);
            DrawAt(order[(first + s) % Count]).CopyTo(chunk.AsSpan(s * dimension));
        }
        Slot.Of(program, "latents").Write(session, chunk);
    }
}
