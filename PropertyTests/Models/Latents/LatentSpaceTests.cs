using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

public class LatentSpaceTests
{
    /// <summary>Standard deviations 1 / sqrt(fan-in), means 0: independent weights, and triangles per unit, which begin as
    /// diagonals.</summary>
    [Fact]
    public void Weights_are_whitened_ones_times_their_prior_standard_deviations()
    {
        foreach (var prior in new[] { Prior.PerWeight().ScaledByFanIn(), Prior.PerUnit().ScaledByFanIn() })
        {
            var model = Bnn.Regression(inputs: 1, outputs: 2).Hidden(3, Activation.Relu, prior).Output(prior)
                .Observe(Likelihood.Gaussian(StdDev.Of(0.1)).Learned()).Build();
            var space = new LatentSpace(model, [1, 1]);
            var latents = new Draws(5).Normal([4, space.Dimension]);
            var weights = space.Weights(Expr.Constant(latents));
            var results = new ReferenceEngine().Run(Program.Of(("0", weights[0]), ("1", weights[1])));
            Arrays.Near(Arrays.Of([1, 4, 3, 2], i => latents.At(i[1], i[2] * 2 + i[3]) / Math.Sqrt(2)), results["0"], 1e-14);
            Arrays.Near(Arrays.Of([1, 4, 2, 4], i => latents.At(i[1], 6 + i[2] * 4 + i[3]) / 2), results["1"], 1e-14);
        }
    }

    /// <summary>
    /// Under random factors that correlate the weights of units, of layers or of the network, 1 to 3 units a layer: w = mu + L v, whose
    /// covariance for v ~ N(0, I) is L L', and log p(v) = log N(w; mu, L L') + log det L, against MathNet. 60 cases.
    /// </summary>
    [Fact]
    public void Weights_have_the_stated_covariance_and_density_under_every_structure() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var draws = new Draws(seed);
        PriorScale scale = draws.Coin() ? new PriorScale.FanIn() : new PriorScale.Unscaled();
        var prior = new Prior(new PriorStructure.PerWeight(), scale, new PriorLearning.Fixed(), new PriorStart.Zero());
        var plain = Bnn.Regression(draws.Integer(1, 2), draws.Integer(1, 3)).Hidden(draws.Integer(1, 3), Activation.Tanh, prior).Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(0.1))).Build();
        var model = DensePrior.Random(plain, DensePrior.Draw(draws.Key(), 2), draws.Key());
        var space = new LatentSpace(model, [.. Enumerable.Repeat(1.0, model.Outputs)]);
        var latents = draws.Normal([3, space.Dimension]);
        var results = new ReferenceEngine().Run(Program.Of(
            [.. space.Weights(Expr.Constant(latents)).Select((w, l) => ($"{l}", w)), ("log prior", space.LogPrior(Expr.Constant(latents)))]));
        var (mean, factor) = DensePrior.Of(model);
        var covariance = factor * factor.Transpose();
        for (int s = 0; s < 3; s++)
        {
            var v = Vector<double>.Build.Dense(space.WeightCount, i => latents.At(s, i));
            var w = Vector<double>.Build.DenseOfEnumerable(Enumerable.Range(0, 2).SelectMany(l =>
                Enumerable.Range(0, (int)model.WeightCount(l)).Select(i => results[$"{l}"].Doubles[s * (int)model.WeightCount(l) + i])));
            Assert.True((mean + factor * v - w).InfinityNorm() < 1e-11, $"draw {s}");
            double expected = -0.5 * ((w - mean) * covariance.Solve(w - mean) + space.WeightCount * Math.Log(2 * Math.PI));
            Arrays.Near(expected, results["log prior"].Doubles[s], 1e-7, "log prior");
        }
    }, count: 60);

    /// <summary>The blocks of correlated weights are those of the dense factor, all weights in order; 40 cases.</summary>
    [Fact]
    public void Prior_blocks_are_those_of_the_dense_factor() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var draws = new Draws(seed);
        var prior = Prior.PerWeight().ScaledByFanIn();
        var plain = Bnn.Regression(1, draws.Integer(1, 2)).Hidden(draws.Integer(1, 3), Activation.Tanh, prior).Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(0.1))).Build();
        var model = DensePrior.Random(plain, DensePrior.Draw(draws.Key(), 2), draws.Key());
        var space = new LatentSpace(model, [.. Enumerable.Repeat(1.0, model.Outputs)]);
        var (_, factor) = DensePrior.Of(model);
        int done = 0;
        foreach (var block in space.PriorBlocks)
        {
            var elements = Evaluator.Value(block.Factor);
            Assert.Equal([block.Count, block.Size, block.Size], elements.Shape);
            Assert.Equal(done, block.First);
            done += block.Count * block.Size;
            for (int b = 0, first = block.First; b < block.Count; b++, first += block.Size)
            {
                Assert.Contains((first, block.Size), DensePrior.Blocks(model));
                Arrays.Near(
                    Arrays.Of([block.Size, block.Size], i => factor[first + i[0], first + i[1]]),
                    Arrays.Of([block.Size, block.Size], i => elements.At(b, i[0], i[1])), 1e-13);
            }
        }
        Assert.Equal(space.WeightCount, done);
    }, count: 40);
}
