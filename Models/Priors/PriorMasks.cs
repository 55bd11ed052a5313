// A mean or a standard deviation learns if its weight is chosen, an element of a lower triangle if the weights of its row and of its
// column both are (Rochussen and Fortuin, ICLR 2026).
using ProbBnn.Dsl;
using ProbBnn.Tensors;

namespace ProbBnn.Models;

/// <summary>What of a layer's prior parameters learns under the model's share: ones and zeros, null where all of it does.</summary>
internal static class PriorMasks
{
    public static Tensor? OfMean(BnnModel model, int layer) => IsWhole(model, layer)
        ? null
        : Tensor.Of([model.Width(layer), model.FanIn(layer)], [.. model.IsChosen(layer).Select(Number)]);

    public static Tensor? OfFactor(BnnModel model, int layer, Shape shape)
    {
        if (IsWhole(model, layer))
        {
            return null;
        }
        var own = model.IsChosen(layer);
        int fanIn = model.FanIn(layer);
        return Tensor.Of(shape, model.PriorOf(layer).Structure switch
        {
            PriorStructure.PerWeight => [.. own.Select(Number)],
            PriorStructure.PerUnit => [.. own.Chunk(fanIn).SelectMany(unit => Rows(unit, []))],
            PriorStructure.PerLayer => [.. Rows([.. own], [])],
            PriorStructure.PerNetwork => [.. Rows([.. own], [.. Enumerable.Range(0, layer).SelectMany(below => model.IsChosen(below))])],
            _ => throw new InvalidOperationException($"{model.PriorOf(layer).Structure} is not a prior structure."),
        });
    }

    /// <summary>Whether the layer learns throughout: its own weights, and those below that it is correlated with.</summary>
    private static bool IsWhole(BnnModel model, int layer) =>
        model.ChosenWeights(layer) == model.WeightCount(layer)
        && (model.PriorOf(layer).Structure is not PriorStructure.PerNetwork
            || Enumerable.Range(0, layer).All(below => model.ChosenWeights(below) == model.WeightCount(below)));

    private static IEnumerable<double> Rows(bool[] own, bool[] below) => Enumerable.Range(0, own.Length)
        .SelectMany(row => below.Concat(own.Take(row + 1)).Select(column => Number(own[row] && column)));

    private static double Number(bool chosen) => chosen ? 1 : 0;
}
