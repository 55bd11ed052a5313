using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Models;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Models;

public class FunctionPassTests
{
    /// <summary>Every activation, with and without a residual layer; the outputs are a product of the last features, which come by another
    /// way.</summary>
    [Fact]
    public void Outputs_are_linear_in_the_last_features()
    {
        foreach (var activation in Enum.GetValues<Activation>())
        {
            OutputsAreLinear(activation, residual: false);
            OutputsAreLinear(activation, residual: true);
        }
    }

    private static void OutputsAreLinear(Activation activation, bool residual)
    {
        var builder = Bnn.Regression(inputs: 2, outputs: 2).Hidden(3, activation, Prior.PerWeight());
        builder = residual ? builder.HiddenResidual(3, activation, Prior.PerWeight()) : builder.Hidden(4, activation, Prior.PerWeight());
        var model = builder.Output(Prior.PerWeight()).Observe(Likelihood.Gaussian(StdDev.Of(0.1))).Build();
        var draws = new Draws(3);
        var inputs = draws.Normal([2, 5, 2]);
        var weights = Enumerable.Range(0, 3).Select(l => draws.Normal([2, 3, model.Width(l), model.FanIn(l)])).ToArray();
        var pass = FunctionPass.Run(model, Expr.Constant(inputs), [.. weights.Select(Expr.Constant)]);
        var results = new ReferenceEngine().Run(Program.Of(("features", pass.LastFeatures), ("outputs", pass.Outputs)));
        int width = model.Width(1);
        var expected = Arrays.Of([2, 3, 5, 2], i => weights[2].At(i[0], i[1], i[3], width)
            + Enumerable.Range(0, width).Sum(k => results["features"].At(i[0], i[1], i[2], k) * weights[2].At(i[0], i[1], i[3], k)));
        Arrays.Near(expected, results["outputs"], 1e-12);
    }
}
