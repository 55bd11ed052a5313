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
}
