using FsCheck.Fluent;
using ProbBnn.Dsl;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

/// <summary>Which weights a share of the prior chooses, in random models, with shares of whole hundredths.</summary>
public class PriorShareTests
{
    [Fact]
    public void A_share_is_filled_layer_by_layer_from_its_side() => Law.Holds(Cases, pair =>
    {
        var (model, hundredths) = pair;
        int[] layers = [.. Enumerable.Range(0, model.LayerCount)];
        long all = layers.Sum(model.WeightCount);
        var front = With(model, new PriorShare.FromInput(hundredths / 100.0, 3));
        var back = With(model, new PriorShare.FromOutput(hundredths / 100.0, 3));
        Assert.Equal(Greedy(model, layers, all * hundredths / 100), layers.Select(front.ChosenWeights));
        Assert.Equal(Greedy(model, [.. layers.Reverse()], all * hundredths / 100), layers.Reverse().Select(back.ChosenWeights));
        Assert.All(layers, layer => Assert.Equal(front.ChosenWeights(layer), front.IsChosen(layer).Count(one => one)));
        Assert.All(layers, layer => Assert.Equal(back.ChosenWeights(layer), back.IsChosen(layer).Count(one => one)));
    });

    [Fact]
    public void A_whole_share_learns_what_the_layers_say_and_none_learns_nothing() => Law.Holds(Models.Any, model =>
    {
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            var whole = With(model, new PriorShare.Whole());
            Assert.Equal(
                whole.LearnedPriorParameterCount(layer), With(model, new PriorShare.FromInput(1, 2)).LearnedPriorParameterCount(layer));
            Assert.Equal(0, With(model, new PriorShare.FromOutput(0, 2)).LearnedPriorParameterCount(layer));
        }
    });

    [Fact]
    public void The_choice_is_a_function_of_the_seed_and_the_layer()
    {
        var model = Catalogue.Usual.LearnPriors(new PriorShare.FromInput(0.5, 1)).Build();
        Assert.Equal(model.IsChosen(1), With(model, new PriorShare.FromInput(0.5, 1)).IsChosen(1));
        Assert.NotEqual(model.IsChosen(1), With(model, new PriorShare.FromInput(0.5, 2)).IsChosen(1));
        Assert.Equal((100L, 1250L, 0L), (model.ChosenWeights(0), model.ChosenWeights(1), model.ChosenWeights(2)));
        Assert.Contains("learned share: 0.5 of the weights from the input side, seed 1", model.ToTable(), StringComparison.Ordinal);
        var perUnit = model.IsChosen(1).Chunk(51).Select(unit => unit.Count(one => one)).ToArray();
        Assert.Equal(1250 + perUnit.Sum(n => n * (n + 1) / 2), model.LearnedPriorParameterCount(1));
    }

    private static FsCheck.Gen<(BnnModel, int)> Cases =>
        from model in Models.Any
        from hundredths in Gen.Choose(0, 100)
        select (model, hundredths);

    private static BnnModel With(BnnModel model, PriorShare share) => model.ToBuilder().LearnPriors(share).Build();

    private static IEnumerable<long> Greedy(BnnModel model, int[] order, long budget)
    {
        foreach (int layer in order)
        {
            long taken = Math.Min(budget, model.WeightCount(layer));
            budget -= taken;
            yield return taken;
        }
    }
}
