using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Sessions of the Reference engine.</summary>
public class ReferenceEngineTests
{
    [Fact]
    public void Sessions_do_not_see_each_other_and_start_at_zero()
    {
        var x = Expr.Input("x", [2]);
        using var executable = new ReferenceEngine().Compile(Program.Build([("y", x * 2.0)], [(x, x + 1.0)]));
        using ISession a = executable.Rent(), b = executable.Rent();
        a.Write(0, [5, 6]);
        a.Run();
        b.Run();
        Assert.Equal([10, 12], a.ReadTensor(0, [2]).Doubles.ToArray());
        Assert.Equal([0, 0], b.ReadTensor(0, [2]).Doubles.ToArray());
        a.Run();
        Assert.Equal([12, 14], a.ReadTensor(0, [2]).Doubles.ToArray());
    }

    [Fact]
    public void Sizes_are_checked()
    {
        var program = Program.Of(("y", Expr.Input("x", [2]) + Expr.Normal("k", [3], "s", 1, 2).Sum()));
        using var session = new ReferenceEngine().Compile(program).Rent();
        Assert.Throws<InvalidOperationException>(() => session.ReadTensor(0, [2]));
        Assert.Throws<ShapeException>(() => session.Write(0, [1]));
        Assert.Throws<ShapeException>(() => session.Write(0, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => session.WriteKeys(0, [RandomKey.FromSeed(1)]));
        session.Run();
        Assert.Throws<ArgumentException>(() => session.Read(0, new double[1]));
    }

    [Fact]
    public void A_session_counts_the_bytes_of_its_values()
    {
        using var executable = new ReferenceEngine().Compile(Program.Of(("y", Expr.Input("x", [2, 3]).Sum())));
        Assert.Equal(8 * 7, executable.SessionBytes);
        Assert.Equal(ElementType.Float64, new ReferenceEngine().ElementType);
    }
}
