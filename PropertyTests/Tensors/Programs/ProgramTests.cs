using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Programs compute what their expressions say with nothing computed twice, in advance left undone, or in vain.</summary>
public class ProgramTests
{
    /// <summary>200 random graphs of 3 inputs, 3 constants and 0 to 60 operations.</summary>
    [Fact]
    public void Random_graphs_keep_their_values_and_only_the_instructions_they_need() => Law.Holds(
        from seed in Gen.Choose(0, 1_000_000)
        from size in Gen.Choose(0, 60)
        select (seed, size),
        c =>
        {
            var sketch = new Sketch(new Draws(c.seed), c.size);
            var program = Program.Of([.. sketch.Outputs.Select((v, i) => ($"y{i}", v.Expression))]);
            var inputs = sketch.Inputs.Where(i => program.Inputs.Any(b => b.Name == i.Key)).ToDictionary();
            var results = new ReferenceEngine().Run(program, inputs);
            for (int i = 0; i < sketch.Outputs.Length; i++)
            {
                Assert.Equal(sketch.Outputs[i].Value, results[$"y{i}"].Doubles.ToArray());
            }
            Assert.Equal(sketch.DistinctInstructions(), program.Instructions.Length);
            CheckSingleAssignment(program);
        },
        count: 200);

    [Fact]
    public void Equal_expressions_are_computed_once()
    {
        var x = Expr.Input("x", [2, 2]);
        var program = Program.Of(("y", x.Tanh() * x.Tanh() + Expr.Input("x", [2, 2]).Tanh()));
        Assert.Equal(["Input", "Tanh", "Multiply", "Add"], program.Instructions.Select(i => i.Operation.Name));
    }

    [Fact]
    public void Every_result_of_an_operation_is_shared_alike()
    {
        var two = Tensor.Fill([2], 1);
        var x = Evaluator.Inputs([two, two, two, two, Tensor.Scalar(1), Tensor.Scalar(1)]);
        var adam = new Operation.AdamStep(0.9, 0.99, 1e-8);
        var program = Program.Of(("first", Node.Of(adam, [.. x])[1]), ("parameter", Node.Of(adam, [.. x])[0]));
        var step = program.Instructions.Single(i => i.Operation is Operation.AdamStep);
        Assert.Equal([program.Outputs[1].Value, program.Outputs[0].Value, -1], step.Results);
    }

    [Fact]
    public void Constants_are_folded_but_not_blown_up()
    {
        var x = Expr.Input("x", [3]);
        var folded = Program.Of(("y", x + (Expr.Constant(Tensor.Of([3], 1, 2, 3)) * 2.0).Exp().Log()));
        Assert.Equal(["Input", "Constant", "Add"], folded.Instructions.Select(i => i.Operation.Name));
        var large = Program.Of(("y", Expr.Zeros([100, 100]) + Expr.Input("z", [100, 100])));
        Assert.Equal(["Constant", "BroadcastTo", "Input", "Add"], large.Instructions.Select(i => i.Operation.Name));
        Assert.Equal(1, large.Shapes[large.Instructions[0].Results[0]].Size);
    }

    [Fact]
    public void A_product_with_ones_is_the_other_factor_unless_it_spreads_it()
    {
        var x = Expr.Input("x", [3]);
        Expr Ones(params int[] shape) => Expr.Constant(Tensor.Fill([.. shape], 1));
        Assert.DoesNotContain("Multiply", Program.Of(("y", Ones(3) * (x * Ones(1)))).Explain(), StringComparison.Ordinal);
        var spread = Program.Of(("y", x * Ones(2, 3)));
        Assert.Contains("Multiply", spread.Explain(), StringComparison.Ordinal);
        var given = new Dictionary<string, Tensor> { ["x"] = Tensor.Of([3], [1, -2, 3]) };
        Assert.Equal([1, -2, 3, 1, -2, 3], new ReferenceEngine().Run(spread, given)["y"].Doubles.ToArray());
    }

    [Fact]
    public void A_sum_with_zeros_is_the_other_term_unless_they_spread_it()
    {
        var x = Expr.Input("x", [3]);
        Expr Zeros(params int[] shape) => Expr.Constant(Tensor.Fill([.. shape], 0));
        Assert.DoesNotContain("Add", Program.Of(("y", Zeros(3) + (x + Zeros(1)))).Explain(), StringComparison.Ordinal);
        var spread = Program.Of(("y", x + Zeros(2, 3)));
        Assert.Contains("Add", spread.Explain(), StringComparison.Ordinal);
        var given = new Dictionary<string, Tensor> { ["x"] = Tensor.Of([3], [1, -2, 3]) };
        Assert.Equal([1, -2, 3, 1, -2, 3], new ReferenceEngine().Run(spread, given)["y"].Doubles.ToArray());
    }

    [Fact]
    public void What_nothing_uses_is_left_out()
    {
        Expr x = Expr.Input("x", [3]), unused = Expr.Input("unused", [3]);
        var noise = Expr.Normal("keys", [2], "stream", 1, 3);
        var program = Program.Of(("y", Gradients.Of((x.Square() + unused.StopGradient() + noise.Sum()).Sum(), x)[0]));
        Assert.Equal(["x"], program.Inputs.Select(i => i.Name));
        Assert.Empty(program.Keys);
        Assert.DoesNotContain(program.Instructions, i => i.Operation is Operation.Square or Operation.KeyedNormal);
    }

    [Fact]
    public void Inputs_and_keys_are_sorted_and_outputs_in_the_order_given()
    {
        Expr b = Expr.Input("b", [1]), a = Expr.Input("a", [2]);
        Expr k = Expr.Normal("k", [1], "s", 1, 2), j = Expr.Normal("j", [], "s", 1, 2);
        var program = Program.Of(("z", b + a), ("y", a), ("x", k + j));
        Assert.Equal(["a", "b"], program.Inputs.Select(i => i.Name));
        Assert.Equal(["j", "k"], program.Keys.Select(i => i.Name));
        Assert.Equal(["z", "y", "x"], program.Outputs.Select(o => o.Name));
        Assert.Equal([0, 1, 1, 2], new[] { program.Input("a"), program.Input("b"), program.Output("y"), program.Output("x") });
        Assert.Equal(program.InputShape(0), program.OutputShape(1));
    }

    [Fact]
    public void Updates_take_effect_together_and_after_everything_else()
    {
        Expr a = Expr.Input("a", [2]), b = Expr.Input("b", [2]);
        var program = Program.Build([("sum", a + b), ("old", a)], [(a, b), (b, a + b)]);
        using var session = new ReferenceEngine().Compile(program).Rent();
        session.Write(0, [1, 10]);
        session.Write(1, [2, 20]);
        (double A, double B) = (1, 2);
        for (int run = 0; run < 10; run++)
        {
            session.Run();
            Assert.Equal([A + B, 10 * (A + B)], session.ReadTensor(0, [2]).Doubles.ToArray());
            Assert.Equal([A, 10 * A], session.ReadTensor(1, [2]).Doubles.ToArray());
            (A, B) = (B, A + B);
            var state = new double[2];
            session.ReadInput(0, state);
            Assert.Equal([A, 10 * A], state);
            session.ReadInput(1, state);
            Assert.Equal([B, 10 * B], state);
        }
    }

    [Fact]
    public void State_that_nothing_else_uses_is_kept()
    {
        var x = Expr.Input("x", []);
        var program = Program.Build([], [(x, 3.0)]);
        using var session = new ReferenceEngine().Compile(program).Rent();
        session.Run();
        var state = new double[1];
        session.ReadInput(program.Input("x"), state);
        Assert.Equal(3, state[0]);
    }

    [Fact]
    public void Programs_that_contradict_themselves_are_refused()
    {
        Expr a = Expr.Input("a", [2]), b = Expr.Input("b", [2]);
        var twice = Assert.Throws<ShapeException>(() => Program.Of(("y", a + Expr.Input("a", [1]))));
        Assert.Contains("'a'", twice.Message, StringComparison.Ordinal);
        var noise = Expr.Normal("k", [1], "s", 1, 1) + Expr.Normal("k", [2], "s", 1, 1);
        var keys = Assert.Throws<ShapeException>(() => Program.Of(("y", noise)));
        Assert.Contains("'k'", keys.Message, StringComparison.Ordinal);
        var shape = Assert.Throws<ShapeException>(() => Program.Build([], [(a, b.Sum())]));
        Assert.Equal("[]", shape.Problem.Got);
        Assert.Equal("[2]", shape.Problem.Expected);
        Assert.Throws<ArgumentException>(() => Program.Build([], [(a + b, b)]));
        Assert.Throws<ArgumentException>(() => Program.Build([], [(a, b), (a, a)]));
        Assert.Throws<ArgumentException>(() => Program.Of(("y", a), ("y", b)));
        Assert.Throws<ArgumentException>(() => Program.Of(("y", a)).Input("b"));
        Assert.Throws<ArgumentException>(() => Program.Of(("y", a)).Output("x"));
        Assert.Throws<ArgumentException>(() => Program.Of(("y", a)).Key("k"));
    }

    [Fact]
    public void Explain_counts_nodes_multiply_adds_and_bytes()
    {
        // 10 x 20 times 20 x 30: 6,000 multiply-adds; tanh of 300: 300 more. Live: inputs 200 + 600, then product 300 with its tanh 300.
        var program = Program.Of(("y", Expr.MatMul(Expr.Input("a", [10, 20]), Expr.Input("b", [20, 30])).Tanh()));
        Assert.Equal(6300, program.MultiplyAdds());
        Assert.Equal(1400, Liveness.PeakElements(program));
        string[] lines = program.Explain().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("4 nodes, 6,300 multiply-adds, peak of live values 0.0 MB", lines[0]);
        Assert.Equal(["MatMul", "Tanh", "Input"], lines[1..].Select(l => l.Split(' ')[0]));
        Assert.Contains("1 nodes", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("6,000 multiply-adds", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("300 multiply-adds", lines[2], StringComparison.Ordinal);
        Assert.Contains("2 nodes", lines[3], StringComparison.Ordinal);
        var large = Program.Of(("y", Expr.Input("x", [1000, 250]).Tanh()));
        Assert.Contains("4.0 MB", large.Explain(), StringComparison.Ordinal);
        Assert.Contains("2.0 MB", large.Explain(ElementType.Float32), StringComparison.Ordinal);
    }

    /// <summary>Every value is defined by one instruction, before it is used; every value has a use or is an output.</summary>
    private static void CheckSingleAssignment(Program program)
    {
        var defined = new HashSet<int>();
        foreach (var instruction in program.Instructions)
        {
            Assert.All(instruction.Arguments, a => Assert.Contains(a, defined));
            Assert.All(instruction.Results.Where(r => r >= 0), r => Assert.True(defined.Add(r)));
            Assert.Equal(
                instruction.Operation.InferShapes([.. instruction.Arguments.Select(a => program.Shapes[a])]),
                instruction.Results.Select(r => program.Shapes[r]));
        }
        Assert.Equal(program.Shapes.Length, defined.Count);
    }
}
