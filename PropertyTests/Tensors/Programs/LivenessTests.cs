using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Lifetimes and peaks of programs worked out by hand.</summary>
public class LivenessTests
{
    [Fact]
    public void A_chain_needs_its_input_and_two_values()
    {
        var x = Expr.Input("x", [5]);
        var program = Program.Of(("y", x.Tanh().Exp().Sin().Cos()));
        Assert.Equal([1, 2, 3, 4, 5], Liveness.LastUses(program));
        Assert.Equal(5 + 10, Liveness.PeakElements(program));
    }

    [Fact]
    public void Outputs_and_new_state_live_to_the_end()
    {
        // 0: x [4]   1: a = tanh x   2: b = sum a [1]   3: c = exp a   4: d = c + c   5: e = sum d [1]
        // outputs a and e, x <- c. Alive with d: x 4 (always), a 4, c 4, d 4, and b is dead code: 16; with e: a, c, d, e = 13.
        var x = Expr.Input("x", [4]);
        var a = x.Tanh();
        var c = a.Exp();
        var program = Program.Build([("a", a), ("e", (c + c).Sum())], [(x, c)]);
        Assert.Equal(["Input", "Tanh", "Exp", "Add", "SumTo"], program.Instructions.Select(i => i.Operation.Name));
        Assert.Equal([1, 5, 5, 4, 5], Liveness.LastUses(program));
        Assert.Equal(4 + 13, Liveness.PeakElements(program));
    }

    [Fact]
    public void Constants_live_throughout_and_the_peak_may_be_in_the_middle()
    {
        // constant [1, 6] and input [6, 1] always: 12; their product [6, 6] of 36 lives until its sum [6], that until its tanh.
        var constant = Expr.Constant(Tensor.Generate([1, 6], i => i + 1));
        var program = Program.Of(("y", (Expr.Input("x", [6, 1]) * constant).Sum(0).Tanh()));
        Assert.Equal(12 + 36 + 6, Liveness.PeakElements(program));
    }

    [Fact]
    public void A_program_of_inputs_alone_needs_the_inputs() =>
        Assert.Equal(7, Liveness.PeakElements(Program.Of(("y", Expr.Input("x", [7])))));
}
