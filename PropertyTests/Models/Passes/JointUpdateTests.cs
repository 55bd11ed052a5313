using FsCheck.Fluent;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

/// <summary>
/// Layers of 1 to 3 units with fan-in 1 to 4 and 0 to 5 points, with padding, in both forms, against dense natural parameters: 200 cases
/// each.
/// </summary>
public class JointUpdateTests
{
    [Fact]
    public void The_posterior_is_that_of_dense_natural_parameters() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        var layer = new DenseLayer(seed, blocks: false);
        var update = layer.Update;
        var (mean, covariance, sample) = layer.Posterior(layer.Points);
        int w = layer.Units * layer.FanIn;
        var root = update.Posterior.Root.Reshape([w, w]);
        var covarianceGot = Expr.MatMul(root, root, transposeRight: true);
        var values = new Evaluator(
            [update.Posterior.Mean, covarianceGot, update.Weights, update.Divergence, update.Outputs]).At([]);
        Arrays.Near(Tensor.Generate([1, 1, layer.Units, layer.FanIn], i => mean[i]), values[0], 1e-8, "mean");
        Arrays.Near(Arrays.Of([w, w], i => covariance[i[0], i[1]]), values[1], 1e-8, "covariance");
        Arrays.Near(Tensor.Generate([1, 1, layer.Units, layer.FanIn], i => sample[i]), values[2], 1e-8, "sample");
        Arrays.Near(layer.DivergenceFromPrior(), values[3].Doubles[0], 1e-8, "KL");
        Assert.True(values[3].Doubles[0] >= -1e-12);
        for (int n = 0; n < layer.Capacity; n++)
        {
            for (int d = 0; d < layer.Units; d++)
            {
                double expected = n >= layer.Points ? 0 : Enumerable.Range(0, layer.FanIn).Sum(k =>
                    sample[d * layer.FanIn + k] * (k == layer.FanIn - 1 ? 1 : layer.Features.At(0, 0, n, k)));
                Arrays.Near(expected, values[4].At(0, 0, n, d), 1e-8, "output");
            }
        }
    }, count: 200);

    [Fact]
    public void The_divergence_between_two_posteriors_is_that_of_dense_Gaussians() => Law.Holds(Gen.Choose(0, 100_000), seed =>
    {
        bool blocks = seed % 2 == 0;
        var layer = new DenseLayer(seed, blocks);
        var (full, fullCovariance, _) = layer.Posterior(layer.Points);
        for (int known = 0; known <= layer.Points; known++)
        {
            var (part, partCovariance, _) = layer.Posterior(known);
            double expected = DenseLayer.Divergence(full, fullCovariance, part, partCovariance);
            double got = Evaluator.Value(PosteriorDivergence.Of([layer.Evidence], layer.Known(known))).Doubles[0];
            Arrays.Near(expected, got, 1e-7, $"{known} known");
            Assert.True(got >= -1e-11);
            Assert.True(known < layer.Points || Math.Abs(got) < 1e-11);
            if (blocks)
            {
                double ofUnits = Evaluator.Value(PosteriorDivergence.Of([layer.EvidenceOfUnits], layer.Known(known))).Doubles[0];
                Arrays.Near(got, ofUnits, 1e-10, "units");
            }
        }
    }, count: 100);
}
