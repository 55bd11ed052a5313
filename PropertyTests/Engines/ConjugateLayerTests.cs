using FsCheck.Fluent;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Engines;

public class ConjugateLayerTests
{
    [Fact]
    public void Fused_and_expanded_layers_agree_with_their_gradients()
    {
        using var fused = new ManagedEngines();
        using var expanded = new ManagedEngines(threads: 1, CompositeExecution.Expanded);
        Law.Holds(Gen.Choose(0, 1_000_000), seed =>
        {
            var one = Layer(new Dice(seed));
            fused.AgreeOn(one);
            expanded.AgreeOn(one);
        }, count: 25);
    }

    [Fact]
    public void A_reverse_mode_without_its_update_does_it_again()
    {
        using var fused = new ManagedEngines();
        Law.Holds(Gen.Choose(0, 1_000_000), seed => fused.AgreeOn(ConjugateCases.Gradient(new Dice(seed))), count: 25);
    }

    [Fact]
    public void A_broken_posterior_is_reported_and_the_session_goes_on()
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 2 });
        SessionLaws.ABrokenPosteriorIsNamed(engine);
    }

    /// <summary>An objective of one layer's weights, KL and outputs, with its gradient.</summary>
    internal static OperationCase Layer(Dice d)
    {
        var (update, arguments) = ConjugateCases.Arguments(d);
        var inputs = arguments.Select((a, i) => Expr.Input($"x{i}", a.Shape)).ToArray();
        var node = Node.Of(update, [.. inputs]);
        var loss = node[0].Tanh().Sum() + node[1].Sum() * 0.3 + node[2].Sin().Sum();
        var gradients = Gradients.Of(loss, [.. inputs.Take(5)]);
        return new OperationCase(
            Program.Of([("loss", loss), .. gradients.Select((g, i) => ($"g{i}", g))]),
            arguments.Select((a, i) => (Name: $"x{i}", a)).ToDictionary(p => p.Name, p => p.a),
            new Dictionary<string, RandomKey[]>(), 3000);
    }
}
