using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

public sealed partial record LeaveOneOut
{
    private const int LargestBlock = 1 << 22;

    /// <summary>
    /// Leave-one-out of the points that a posterior was conditioned on, in nats, in the data's own units: from all draws of its chains, from
    /// independent draws of an exact posterior, or from draws of an approximation of known density, corrected for it. Points are worked on
    /// in blocks, so memory does not grow with their number.
    /// </summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="data">The points that it was conditioned on, at least one, in the data's own units.</param>
    /// <param name="samples">Draws, at least <see cref="ParetoSmoothedWeights.FewestDraws"/>; chains have their own number.</param>
    /// <param name="seed">Their seed.</param>
    /// <returns>The result, or null where draws do not have the density of the posterior and their own is not known, as those of a single
    /// maximum, an ensemble or SWAG; or where chains have kept fewer than <see cref="ParetoSmoothedWeights.FewestDraws"/> draws
    /// together.</returns>
    /// <exception cref="ShapeException">There is no point, or there are too few samples.</exception>
    /// <exception cref="NumericalException">A log likelihood is not finite.</exception>
    public static LeaveOneOut? Of(Posterior posterior, DataTask data, int samples = 4000, ulong seed = 0)
    {
        if (data.Points == 0)
        {
            throw new ShapeException(new Problem(
                "there is no point to leave out", $"task {data.Id}", "0 points", "at least one", "condition on data"));
        }
        switch (posterior)
        {
            case IMarkovChainPosterior chains:
                int kept = chains.Chains.Chains.Min(c => c.Kept), all = kept * chains.Chains.Chains.Count;
                return kept < ScalarDraws.FewestDraws || all < ParetoSmoothedWeights.FewestDraws
                    ? null : InBlocks(data, all, block => OfChains(chains.PointLogDensityDraws(block)));
            case IExactEvidence:
                return InBlocks(data, samples, block => Of(posterior.PointLogDensities(block, samples, seed)));
            case IImportanceWeights weighted:
                double[] ratios = weighted.LogImportanceWeights(samples, seed);
                return InBlocks(data, samples, block => OfApproximation(posterior.PointLogDensities(block, samples, seed), ratios));
            default:
                return null;
        }
    }

    private static LeaveOneOut InBlocks(DataTask data, int draws, Func<DataTask, LeaveOneOut> score)
    {
        int size = Math.Max(1, LargestBlock / draws);
        LeaveOneOut[] blocks = [.. Enumerable.Range(0, data.Points).Chunk(size).Select(points => score(data.Select(points)))];
        if (blocks.Length == 1)
        {
            return blocks[0];
        }
        double[] elpd = [.. blocks.SelectMany(b => b.PointElpd)];
        return new LeaveOneOut(
            elpd.Sum(), SumError(elpd), blocks.Sum(b => b.EffectiveParameters), elpd.ToValueList(),
            blocks.SelectMany(b => b.Khat).ToValueList(), draws);
    }
}
