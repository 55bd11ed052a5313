// n_w weights in all, budget floor(a n_w): layers are taken whole from one side of the network while they fit, then a random subset of one.
// The product is taken in decimal arithmetic, so that 0.29 of 100 weights is 29.

using System.Diagnostics;
using ProbBnn.Foundation;

namespace ProbBnn.Dsl;

public sealed partial record BnnModel
{
    /// <summary>Number of weights of a layer within the <see cref="PriorShare"/>.</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public long ChosenWeights(int layer)
    {
        long weights = WeightCount(layer), all = WeightsBelow(LayerCount - 1) + WeightCount(LayerCount - 1);
        return PriorShare switch
        {
            PriorShare.Whole => weights,
            PriorShare.FromInput front => Math.Clamp(Budget(front.Share) - WeightsBelow(layer), 0, weights),
            PriorShare.FromOutput back => Math.Clamp(Budget(back.Share) - (all - WeightsBelow(layer) - weights), 0, weights),
            _ => throw new UnreachableException(),
        };

        long Budget(double share) => (long)Math.Floor((decimal)share * all);
    }

    /// <summary>Which weights of a layer are within the <see cref="PriorShare"/>, unit by unit, the bias of a unit last
    /// [units, fan-in].</summary>
    /// <param name="layer">A layer from 0 to LayerCount - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public ValueList<bool> IsChosen(int layer)
    {
        int weights = checked((int)WeightCount(layer)), count = (int)ChosenWeights(layer);
        var chosen = new bool[weights];
        if (count == weights || count == 0)
        {
            Array.Fill(chosen, count > 0);
            return ValueList.Create<bool>(chosen);
        }
        ulong seed = PriorShare switch
        {
            PriorShare.FromInput front => front.Seed,
            PriorShare.FromOutput back => back.Seed,
            _ => throw new UnreachableException(),
        };
        foreach (int weight in RandomKey.FromSeed(seed).Fold("learned share").Fold(layer).Permutation(weights).AsSpan(0, count))
        {
            chosen[weight] = true;
        }
        return ValueList.Create<bool>(chosen);
    }

    /// <summary>Number of parameters of a layer's covariance whose weights are all chosen.</summary>
    private long ChosenFactors(int layer)
    {
        long count = ChosenWeights(layer);
        return PriorOf(layer).Structure switch
        {
            PriorStructure.PerWeight => count,
            PriorStructure.PerUnit when count == WeightCount(layer) => PriorParameterCount(layer) - count,
            PriorStructure.PerUnit => IsChosen(layer).Chunk(FanIn(layer)).Sum(unit => Triangle(unit.Count(one => one))),
            PriorStructure.PerLayer => Triangle(count),
            PriorStructure.PerNetwork => count * Enumerable.Range(0, layer).Sum(ChosenWeights) + Triangle(count),
            _ => throw new UnreachableException(),
        };

        static long Triangle(long n) => n * (n + 1) / 2;
    }
}
