using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.PropertyTests.Models;

/// <summary>Given priors of every structure as one mean and one lower factor over all weights of a network, by plain loops.</summary>
internal static class DensePrior
{
    /// <summary>The four structures.</summary>
    public static PriorStructure[] Structures { get; } =
        [new PriorStructure.PerWeight(), new PriorStructure.PerUnit(), new PriorStructure.PerLayer(), new PriorStructure.PerNetwork()];

    /// <summary>A structure for each of some layers, drawn; per network in all of them or in none.</summary>
    public static PriorStructure[] Draw(RandomKey key, int layers) => key.Integer(0, 0, 4) == 3
        ? [.. Enumerable.Repeat(Structures[3], layers)]
        : [.. Enumerable.Range(0, layers).Select(layer => Structures[key.Integer(1, layer, 3)])];

    /// <summary>The model with fixed priors of given structures and random numbers: means N(0, 1), numbers of factors N(0, 0.3).</summary>
    public static BnnModel Random(BnnModel model, IReadOnlyList<PriorStructure> structures, RandomKey key)
    {
        var plain = model.WithPriors(layer => model.PriorOf(layer) with { Structure = structures[layer] });
        return plain.WithPriors(layer => plain.PriorOf(layer).Fixed().Starting(Dsl.Models.GivenStart(plain, layer, key.Fold(layer))));
    }

    /// <summary>The blocks of weights that are correlated: where each begins and its size.</summary>
    public static IEnumerable<(int First, int Size)> Blocks(BnnModel model)
    {
        int first = 0;
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            int weights = (int)model.WeightCount(layer), size = Size(model, layer);
            if (size > weights)
            {
                yield return (0, size);
                yield break;
            }
            for (int at = 0; at < weights; at += size)
            {
                yield return (first + at, size);
            }
            first += weights;
        }
    }

    /// <summary>Prior mean and lower factor of all weights, layer by layer, unit by unit, the bias last.</summary>
    public static (Vector<double> Mean, Matrix<double> Factor) Of(BnnModel model)
    {
        int all = Enumerable.Range(0, model.LayerCount).Sum(l => (int)model.WeightCount(l));
        var (mean, factor) = (Vector<double>.Build.Dense(all), Matrix<double>.Build.Dense(all, all));
        int row = 0;
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            var given = (PriorStart.Given)model.PriorOf(layer).Start;
            double scale = model.PriorOf(layer).Scale is PriorScale.FanIn ? 1 / Math.Sqrt(model.FanIn(layer)) : 1;
            int at = 0, size = Size(model, layer), ofLayer = row;
            foreach (double weight in given.Means)
            {
                mean[row] = weight;
                int begin = size > model.WeightCount(layer) ? 0 : ofLayer + (row - ofLayer) / size * size;
                for (int column = begin; column <= row; column++, at++)
                {
                    factor[row, column] = scale * (column == row ? Math.Exp(given.Factors[at]) : given.Factors[at]);
                }
                row++;
            }
            Xunit.Assert.Equal(given.Factors.Count, at);
        }
        return (mean, factor);
    }

    /// <summary>Weights of a block of a layer; more than the layer has where it is the whole network.</summary>
    private static int Size(BnnModel model, int layer) => model.PriorOf(layer).Structure switch
    {
        PriorStructure.PerWeight => 1,
        PriorStructure.PerUnit => model.FanIn(layer),
        PriorStructure.PerLayer => (int)model.WeightCount(layer),
        _ => Enumerable.Range(0, model.LayerCount).Sum(l => (int)model.WeightCount(l)),
    };
}
