using FsCheck.Fluent;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class CountTests
{
    /// <summary>Counts of the known model by hand: 22 features; widths 22, 22, 3; fan-in 23.</summary>
    [Fact]
    public void The_known_model_has_the_counts_of_a_hand_calculation()
    {
        var model = Catalogue.Everything;
        Assert.Equal(2 + 8 + 8 + 4, model.FeatureCount);
        Assert.Equal([22, 22, 3], Layers(model).Select(model.Width));
        Assert.Equal([23, 23, 23], Layers(model).Select(model.FanIn));
        Assert.Equal([506 + 22 * 276, 506 + 506, 69 + 3 * 276], Layers(model).Select(model.PriorParameterCount));
        Assert.Equal([506 + 22 * 276, 506, 69], Layers(model).Select(model.LearnedPriorParameterCount));
        Assert.Equal(new NetShape(22 + 3, [22], Activation.Sin, 22, true, true), model.NetShapeOf(0));
        Assert.Equal(new NetShape(22 + 22 + 3, [22, 22], Activation.Sin, 22, true, true), model.NetShapeOf(1));
        Assert.Equal(new NetShape(22 + 22 + 3, [22, 22], Activation.Sin, 3, true, false), model.NetShapeOf(2));
        Assert.Equal([26 * 22 + 23 * 44, 48 * 22 + 23 * 22 + 23 * 44, 48 * 22 + 23 * 22 + 23 * 3],
            Layers(model).Select(layer => model.NetShapeOf(layer)!.ParameterCount));
    }

    [Fact]
    public void Prior_parameters_are_as_many_as_an_enumeration_of_them() => Law.Holds(Models.Any, model =>
    {
        long below = 0;
        foreach (int layer in Layers(model))
        {
            var chosen = model.IsChosen(layer);
            long weights = 0, scales = 0;
            for (int unit = 0; unit < model.Width(layer); unit++)
            {
                for (int column = 0; column < model.FanIn(layer); column++)
                {
                    weights++;
                    scales += model.PriorOf(layer).Structure switch
                    {
                        PriorStructure.PerUnit => column + 1,
                        PriorStructure.PerLayer => weights,
                        PriorStructure.PerNetwork => below + weights,
                        _ => 1,
                    };
                }
            }
            Assert.Equal(weights, model.WeightCount(layer));
            Assert.Equal(below, model.WeightsBelow(layer));
            Assert.Equal(weights + scales, model.PriorParameterCount(layer));
            Assert.Equal(model.ChosenWeights(layer), chosen.Count(one => one));
            if (model.PriorShare is PriorShare.Whole)
            {
                Assert.Contains(model.LearnedPriorParameterCount(layer), new[] { 0, weights, weights + scales });
            }
            below += weights;
        }
    });

    [Fact]
    public void Layers_fit_together() => Law.Holds(Models.Any, model =>
    {
        Assert.Equal(model.FeatureCount, model.Incoming(0));
        Assert.Equal(model.Outputs, model.Width(model.LayerCount - 1));
        Assert.All(Layers(model).Skip(1), layer => Assert.Equal(model.Width(layer - 1), model.Incoming(layer)));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Width(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.FanIn(model.LayerCount));
    });

    [Theory]
    [InlineData(PseudoTargets.Network, PseudoNoise.Network, 6)]
    [InlineData(PseudoTargets.Observed, PseudoNoise.Network, 3)]
    [InlineData(PseudoTargets.Network, PseudoNoise.Likelihood, 3)]
    [InlineData(PseudoTargets.Observed, PseudoNoise.Likelihood, null)]
    public void The_last_network_gives_only_what_is_not_known(PseudoTargets targets, PseudoNoise noise, int? outputs)
    {
        var model = Bnn.Regression(1, 3).Output(Prior.PerWeight()).Observe(Likelihood.Gaussian(StdDev.Of(1)))
            .PseudoLikelihood(Amortised.LikeNetwork().LastLayerTargets(targets).LastLayerNoise(noise)).Build();
        Assert.Equal(outputs, model.NetShapeOf(0)?.Outputs);
        Assert.Equal(Activation.Tanh, model.NetShapeOf(0)?.Activation ?? Activation.Tanh);
    }

    [Fact]
    public void Without_a_pseudo_likelihood_there_are_no_networks() => Law.Holds(
        Models.Any.Where(model => model.PseudoLikelihood is null),
        model => Assert.All(Layers(model), layer => Assert.Null(model.NetShapeOf(layer))));

    private static IEnumerable<int> Layers(BnnModel model) => Enumerable.Range(0, model.LayerCount);
}
