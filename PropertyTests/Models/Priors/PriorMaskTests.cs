using FsCheck.Fluent;
using ProbBnn.Dsl;
using ProbBnn.Models;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

public class PriorMaskTests
{
    /// <summary>300 random models of every structure, with whole and partial shares.</summary>
    [Fact]
    public void As_many_elements_learn_as_are_counted() => Law.Holds(Dsl.Models.Any, model =>
    {
        var specs = LoweredModel.Of(model, [.. Enumerable.Repeat(1.0, model.Outputs)]).Parameters;
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            string path = $"{model.PathOf(layer)}.prior.";
            var own = specs.Where(s => s.Name.StartsWith(path, StringComparison.Ordinal));
            Assert.Equal(model.LearnedPriorParameterCount(layer), own.Sum(Learning));
        }
        Assert.All(specs.Where(s => s.Role != ParameterRole.Prior), s => Assert.Null(s.Mask));
    }, count: 300);

    /// <summary>Every element of every lower triangle, found by its row and column in the whole network.</summary>
    [Fact]
    public void A_correlation_learns_if_both_its_weights_are_chosen()
    {
        Prior[] priors = [Prior.PerUnit().Learned(), Prior.PerLayer().Learned(), Prior.PerNetwork().Learned()];
        foreach (var prior in priors)
        {
            foreach (var share in new PriorShare[] { new PriorShare.FromInput(0.5, 4), new PriorShare.FromOutput(0.5, 4) })
            {
                var model = Bnn.Regression(1, 2).Hidden(3, Activation.Tanh, prior).Hidden(2, Activation.Tanh, prior).Output(prior)
                    .Observe(Likelihood.Bernoulli()).LearnPriors(share).Build();
                var specs = LoweredModel.Of(model, [1, 1]).Parameters;
                bool[] chosen = [.. Enumerable.Range(0, 3).SelectMany(layer => model.IsChosen(layer))];
                for (int layer = 0; layer < 3; layer++)
                {
                    int first = (int)model.WeightsBelow(layer), fanIn = model.FanIn(layer);
                    var expected = new List<double>();
                    for (int row = first; row < first + model.WeightCount(layer); row++)
                    {
                        int start = prior.Structure switch
                        {
                            PriorStructure.PerUnit => first + (row - first) / fanIn * fanIn,
                            PriorStructure.PerLayer => first,
                            _ => 0,
                        };
                        for (int column = start; column <= row; column++)
                        {
                            expected.Add(chosen[row] && chosen[column] ? 1 : 0);
                        }
                    }
                    var mask = specs.Single(s => s.Name == $"{model.PathOf(layer)}.prior.factor").Mask;
                    Assert.Equal(expected, mask?.Doubles.ToArray() ?? [.. expected.Select(_ => 1.0)]);
                }
            }
        }
    }

    private static long Learning(ParameterSpec spec) => spec.Mask is { } mask ? (long)mask.Doubles.ToArray().Sum() : spec.Shape.Size;
}
