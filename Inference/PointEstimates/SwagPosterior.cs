// theta = mean + diag(var)^1/2 z_1 / sqrt 2 + sum_r d_r z_2r / sqrt(2 (R - 1)),   var = spread / count
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>The Gaussian through the snapshots.</summary>
internal sealed class SwagPosterior(TaskProblem problem, SwagMoments moments) : LatentPosterior(problem)
{
    private const string Keys = "draws";

    protected override Expr Latents()
    {
        int chunk = NetworkPrograms.SampleChunk, n = moments.Mean.Length, rank = moments.Deviations.Count;
        double[] spread = [.. moments.Spread.Select(s => Math.Sqrt(0.5 * s / moments.Count))];
        var diagonal = Expr.Normal(Keys, [chunk], "diagonal", 1, n).Reshape([chunk, n]) * Expr.Constant(Tensor.Of([1, n], spread));
        var mean = Expr.Constant(Tensor.Of([1, n], moments.Mean));
        var deviations = Expr.Constant(Tensor.Of([rank, n], moments.Deviations.SelectMany(d => d).ToArray()));
        var low = Expr.MatMul(Expr.Normal(Keys, [chunk], "low rank", 1, rank).Reshape([chunk, rank]), deviations);
        return rank < 2 ? mean + diagonal : mean + diagonal + low * (1 / Math.Sqrt(2.0 * (rank - 1)));
    }

    protected override void Write(ISession session, Program program, int first, ulong seed) =>
        session.WriteKeys(program.Key(Keys), WeightChunk.Keys(Task, seed, first));
}
