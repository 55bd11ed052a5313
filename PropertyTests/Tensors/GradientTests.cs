using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Reverse mode as a whole: what the derivative rules of single operations do not show.</summary>
public class GradientTests
{
    /// <summary>100 random graphs of 0 to 40 operations.</summary>
    [Fact]
    public void Gradients_of_random_graphs_agree_with_differences() => Law.Holds(
        from seed in Gen.Choose(0, 1_000_000)
        from size in Gen.Choose(0, 40)
        select (seed, size),
        c =>
        {
            var draws = new Draws(c.seed);
            var sketch = new Sketch(draws, c.size);
            var scalar = sketch.Outputs
                .Select(v => (v.Expression.Tanh() * Expr.Constant(draws.Normal([3]))).Sum())
                .Aggregate((x, y) => x + y);
            Tensor[] at = [.. sketch.Inputs.OrderBy(i => i.Key).Select(i => i.Value)];
            // Inputs of equal name and shape are one tensor: these are not the sketch's own nodes.
            var gradients = new Evaluator(Gradients.Of(scalar, [.. Evaluator.Inputs(at)])).At(at);
            var value = new Evaluator([scalar]);
            for (int i = 0; i < at.Length; i++)
            {
                var expected = Differences.Gradient(x => value.At(x)[0].Doubles[0], at, i);
                Arrays.Near(expected, gradients[i], 1e-4, $"input {i}");
            }
        });

    /// <summary>Slices that tile a tensor, with a gap and with an overlap: 60 cases against differences; what tiles is joined, not added.</summary>
    [Fact]
    public void Adjoints_of_slices_are_joined() => Law.Holds(
        from seed in Gen.Choose(0, 1_000_000)
        from kind in Gen.Choose(0, 2)
        select (seed, kind),
        c =>
        {
            var draws = new Draws(c.seed);
            Tensor[] at = [draws.Normal([3, 7])];
            var x = Evaluator.Inputs(at)[0];
            (int Start, int Length)[] cuts = c.kind switch
            {
                0 => [(4, 3), (0, 4)],
                1 => [(5, 1), (1, 3)],
                _ => [(0, 5), (3, 4), (6, 1)],
            };
            var scalar = cuts.Select((cut, i) => (x.Slice(1, cut.Start, cut.Length).Tanh() * (i + 0.5)).Sum()).Aggregate((a, b) => a + b);
            var gradient = Gradients.Of(scalar, x);
            var value = new Evaluator([scalar]);
            Arrays.Near(Differences.Gradient(v => value.At(v)[0].Doubles[0], at, 0), new Evaluator(gradient).At(at)[0], 1e-6, $"{c}");
            Assert.Equal(c.kind == 2, Program.Of(("g", gradient[0])).Explain().Contains("Embed", StringComparison.Ordinal));
        },
        count: 60);

    [Fact]
    public void A_tensor_that_the_scalar_does_not_depend_on_has_zero_gradient()
    {
        Expr x = Expr.Input("x", [2, 3]), y = Expr.Input("y", [4]), counts = Expr.Input("c", [2]);
        var scalar = (x * counts.CountMask(3)).Sum() + y.StopGradient().Sum() + Expr.Normal("k", [], "s", 1, 1).Sum();
        var gradients = Gradients.Of(scalar, y, Expr.Input("z", [0, 5]), counts, x.Tanh());
        Assert.Equal<Shape>([[4], [0, 5], [2], [2, 3]], gradients.Select(g => g.Shape));
        Assert.All(new Evaluator(gradients).At([]).SelectMany(g => g.Doubles.ToArray()), g => Assert.Equal(0, g));
        Assert.All(Gradients.Pullback([(x.Sum(), 1.0)], [y, counts]), Assert.Null);
    }

    [Fact]
    public void Gradients_with_respect_to_intermediate_tensors_are_total()
    {
        // s = sum (y^2 + y x), y = 3 x: ds/dy = 2 y + x = 7 x, ds/dx = 3 (7 x) + y = 24 x.
        var x = Expr.Input("x0", [3]);
        var y = x * 3.0;
        var at = Tensor.Of([3], 1, -2, 0.5);
        var gradients = new Evaluator(Gradients.Of((y.Square() + y * x).Sum(), y, x, y, x)).At([at]);
        foreach (int i in new[] { 0, 2 })
        {
            Arrays.Near(at.Map(v => 7 * v), gradients[i], 1e-15);
            Arrays.Near(at.Map(v => 24 * v), gradients[i + 1], 1e-15);
        }
    }

    [Fact]
    public void The_arguments_of_a_composite_may_depend_on_each_other()
    {
        // second' = b2 v + (1 - b2) g^2 with v = 2 g, once more with v = g: only the partial derivatives of the operation may be chained.
        var g = Expr.Input("x0", [2]);
        var (at, adam) = (Tensor.Of([2], 3, -1), new Operation.AdamStep(0.9, 0.75, 1e-8));
        Expr Second(Expr v) => Node.Of(adam, g, g, v, g, 0.1, 1.0)[2];
        var gradients = new Evaluator([Gradients.Of(Second(g * 2.0).Sum(), g)[0], Gradients.Of(Second(g).Sum(), g)[0]]).At([at]);
        Arrays.Near(at.Map(x => 1.5 + 0.5 * x), gradients[0], 1e-14);
        Arrays.Near(at.Map(x => 0.75 + 0.5 * x), gradients[1], 1e-14);
    }

    [Fact]
    public void Chains_of_ten_thousand_nodes_differentiate_compile_and_run()
    {
        var x = Expr.Input("x0", []);
        var y = x;
        for (int i = 0; i < 10_000; i++)
        {
            y = i % 2 == 0 ? y * 1.0001 : y + x;
        }
        var at = Tensor.Scalar(2);
        double slope = 1, difference = 1e-3;
        for (int i = 0; i < 10_000; i++)
        {
            slope = i % 2 == 0 ? slope * 1.0001 : slope + 1;
        }
        var value = new Evaluator([y, Gradients.Of(y, x)[0]]);
        Arrays.Near(slope, value.At([at])[1].Doubles[0], 1e-11);
        Arrays.Near(slope * difference, value.At([Tensor.Scalar(2 + difference)])[0].Doubles[0] - value.At([at])[0].Doubles[0], 1e-8);
    }

    [Fact]
    public void Shared_values_are_differentiated_once()
    {
        // 2^60 paths lead from y to x.
        var x = Expr.Input("x0", []);
        var y = x;
        for (int i = 0; i < 60; i++)
        {
            y += y;
        }
        var gradient = Gradients.Of(y, x)[0];
        Assert.Equal(Math.Pow(2, 60), new Evaluator([gradient]).At([Tensor.Scalar(1)])[0].Doubles[0]);
    }

    [Fact]
    public void Only_scalars_have_gradients()
    {
        var x = Expr.Input("x", [2]);
        var problem = Assert.Throws<ShapeException>(() => Gradients.Of(x, x)).Problem;
        Assert.Equal(("[2]", "one element"), (problem.Got, problem.Expected));
        var one = Expr.Input("x0", [1, 1]);
        Assert.Equal(6, new Evaluator(Gradients.Of(one.Square(), one)).At([Tensor.Of([1, 1], 3)])[0].Doubles[0]);
    }
}
