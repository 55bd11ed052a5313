using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>Expressions may have shapes that no tensor in memory can have; a program that needs such a tensor is refused.</summary>
public class TooLargeTests
{
    private static readonly ManagedEngine[] Engines = [ManagedEngine.Double(), ManagedEngine.Single()];

    [Fact]
    public void A_tensor_beyond_the_limit_is_refused_where_it_is_needed_alone()
    {
        Expr x = Expr.Input("x", [70_000, 1]), y = Expr.Input("y", [1, 70_000]);
        var product = x * y;
        var needed = Program.Of(("sum", product.Exp().Sum()), ("x", x));
        foreach (var engine in Engines)
        {
            var problem = Assert.Throws<ShapeException>(() => engine.Compile(needed)).Problem;
            Assert.Equal("[70000, 70000]", problem.Got);
            using var executable = engine.Compile(Program.Of(("x", x.Square())));
        }
        Assert.Throws<ShapeException>(() => new ReferenceEngine().Run(
            needed, new Dictionary<string, Tensor> { ["x"] = Tensor.Generate([70_000, 1], _ => 0), ["y"] = Tensor.Generate([1, 70_000], _ => 0) }));
    }

    [Fact]
    public void What_a_posterior_keeps_for_its_gradient_beyond_the_limit_is_refused()
    {
        Shape[] shapes = [[1, 513], [1, 513], [32, 8, 160, 512], [32, 8, 160, 512], [32, 8, 160, 512], [32], [32, 8, 512, 513], [32, 8, 512, 160]];
        Expr[] arguments = [.. shapes.Select((s, i) => Expr.Input($"x{i}", s))];
        var node = Node.Of(new Operation.ConjugateUpdate(FactorStructure.Diagonal, ProbBnn.Tensors.ConjugateForm.Cheapest, 0), [.. arguments]);
        Refused(node[1].Sum(), arguments[2], "operation ConjugateUpdate");
    }

    [Fact]
    public void What_a_network_keeps_for_its_gradient_beyond_the_limit_is_refused()
    {
        Expr features = Expr.Input("x", [64, 64, 8192, 4]), first = Expr.Input("first", [64, 64, 64, 5]);
        var network = new Operation.DenseNetwork([new DenseLayer(DenseActivation.Relu)]);
        var node = Node.Of(network, [features, first, Expr.Input("second", [64, 64, 1, 65])]);
        Refused(node[0].Sum(), first, "operation DenseNetwork");
    }

    private static void Refused(Expr scalar, Expr variable, string where)
    {
        var program = Program.Of(("gradient", Gradients.Of(scalar, [variable])[0]));
        foreach (var engine in Engines)
        {
            var problem = Assert.Throws<ShapeException>(() => engine.Compile(program)).Problem;
            Assert.Equal(where, problem.Where);
            Assert.NotNull(problem.Remedy);
        }
    }
}
