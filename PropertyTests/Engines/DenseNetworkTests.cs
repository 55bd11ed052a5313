using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>Dense networks within programs; what each of the two operations gives by itself is among the operations' cases.</summary>
public class DenseNetworkTests
{
    [Fact]
    public void Fused_and_expanded_networks_agree_with_their_gradients()
    {
        using var fused = new ManagedEngines();
        using var expanded = new ManagedEngines(threads: 1, CompositeExecution.Expanded);
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var one = Objective(DenseCases.Arguments(new Dice(seed)), seed % 3);
            fused.AgreeOn(one);
            expanded.AgreeOn(one);
        }, count: 40);
    }

    /// <summary>10 networks, 3 directions each, central differences with steps of 1e-5; only activations without kinks.</summary>
    [Fact]
    public void Gradients_agree_with_differences_of_the_engine_itself()
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });
        for (int seed = 0; seed < 10; seed++)
        {
            var d = new Dice(seed);
            var (network, arguments) = DenseCases.Arguments(d);
            network = new Operation.DenseNetwork([.. network.Hidden.Select(layer => layer with
            {
                Activation = layer.Activation == DenseActivation.Relu ? DenseActivation.Tanh : layer.Activation,
            })]);
            var one = Objective((network, arguments), 0);
            var results = engine.Run(one.Program, one.Inputs, one.Keys);
            for (int repeat = 0; repeat < 3; repeat++)
            {
                var directions = one.Inputs.ToDictionary(p => p.Key, p => d.Normals(p.Value.Shape));
                double At(double step) => engine.Run(
                    one.Program,
                    one.Inputs.ToDictionary(
                        p => p.Key, p => Tensor.Generate(p.Value.Shape, i => p.Value.Doubles[i] + step * directions[p.Key].Doubles[i])),
                    one.Keys)["loss"].Doubles[0];
                double expected = (At(1e-5) - At(-1e-5)) / 2e-5;
                double actual = one.Inputs.Keys.Sum(name => Dot(results[$"slope of {name}"], directions[name]));
                Assert.Equal(expected, actual, 1e-6 * (1 + results.Values.Sum(r => Dot(r, r))));
            }
        }
    }

    [Theory]
    [InlineData(129, 1)]
    [InlineData(3, 129)]
    public void A_network_too_wide_to_be_fused_is_computed_by_simpler_operations(int features, int units)
    {
        var d = new Dice(7);
        Tensor[] arguments =
            [d.Normals([1, 1, 4, features]), d.Normals([1, 2, units, features + 1], 0.1), d.Normals([1, 2, 1, units + 1], 0.1)];
        using var engines = new ManagedEngines();
        engines.AgreeOn(Objective((new Operation.DenseNetwork([new DenseLayer(DenseActivation.Tanh)]), arguments), 0));
    }

    /// <summary>The gradient of the gradient's squares goes through the default.</summary>
    [Fact]
    public void Second_derivatives_agree_with_Reference()
    {
        using var engines = new ManagedEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var (network, arguments) = DenseCases.Arguments(new Dice(seed));
            var inputs = Inputs(arguments);
            var first = Gradients.Of(Node.Of(network, [.. inputs])[0].Square().Sum(), [.. inputs]);
            var second = Gradients.Of(first.Select(g => g.Square().Sum()).Aggregate((a, b) => a + b), [.. inputs]);
            engines.AgreeOn(Case(arguments, [.. second.Select((g, i) => ($"curvature {i}", g))], 10_000));
        }, count: 10);
    }

    /// <summary>A loss of the outputs, the outputs, and the gradient; 0: of all arguments, 1: of the weights, 2: of the last weights, of a
    /// loss linear in the outputs, which are not wanted.</summary>
    internal static OperationCase Objective((Operation.DenseNetwork Network, Tensor[] Arguments) one, int kind)
    {
        var inputs = Inputs(one.Arguments);
        var outputs = Node.Of(one.Network, [.. inputs])[0];
        var loss = kind == 2 ? outputs.Sum() : outputs.Sin().Sum();
        Expr[] wanted = kind == 0 ? inputs : kind == 1 ? inputs[1..] : inputs[^1..];
        var slopes = Gradients.Of(loss, [.. wanted])
            .Zip(wanted, (slope, x) => ($"slope of {((Operation.Input)x.Node.Operation).Label}", slope));
        return Case(one.Arguments, kind == 2 ? [.. slopes] : [("loss", loss), ("outputs", outputs), .. slopes], 1000);
    }

    private static Expr[] Inputs(Tensor[] arguments) => [.. arguments.Select((a, i) => Expr.Input($"x{i}", a.Shape))];

    private static OperationCase Case(Tensor[] arguments, (string, Expr)[] outputs, double conditioning)
    {
        var program = Program.Of(outputs);
        return new OperationCase(
            program, program.Inputs.ToDictionary(i => i.Name, i => arguments[int.Parse(i.Name[1..], null)]),
            new Dictionary<string, RandomKey[]>(), conditioning);
    }

    private static double Dot(Tensor a, Tensor b) => Enumerable.Range(0, a.Shape.Size).Sum(i => a.Doubles[i] * b.Doubles[i]);
}
