using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using Xunit;

namespace ProbBnn.PropertyTests.Diagnostics;

public class ScalarDrawsTests
{
    [Fact]
    public void Draws_keep_their_places()
    {
        var x = ScalarDraws.Of("f", [[1, 2, 3, 4], [5, 6, 7, 8]]);
        Assert.Equal((2, 4), (x.Chains, x.Draws));
        Assert.Equal([5, 6, 7, 8], x.Chain(1).ToArray());
        Assert.Equal(x, ScalarDraws.Of("f", [[1, 2, 3, 4], [5, 6, 7, 8]]));
        Assert.NotEqual(x, ScalarDraws.Of("f", [[1, 2, 3, 4, 5, 6, 7, 8]]));
        Assert.Equal([2, 4, 6, 8], x.Map("2 f", v => 2 * v).Chain(0).ToArray());
    }

    [Fact]
    public void Columns_are_functions()
    {
        var both = ScalarDraws.Columns(["f", "g"], [new double[,] { { 1, 5 }, { 2, 6 }, { 3, 7 }, { 4, 8 } }]);
        Assert.Equal(ScalarDraws.Of("g", [[5, 6, 7, 8]]), both[1]);
        Refusal.Of<ShapeException>(() => ScalarDraws.Columns(["f"], [new double[4, 1], new double[4, 2]]), "chain 1", "2 columns");
    }

    [Fact]
    public void What_cannot_be_diagnosed_is_refused_by_name()
    {
        Refusal.Of<ShapeException>(() => ScalarDraws.Of("f", []), "f", "no chain");
        Refusal.Of<ShapeException>(() => ScalarDraws.Of("f", [[1, 2, 3]]), "too short", "3 draws", "at least 4");
        Refusal.Of<ShapeException>(() => ScalarDraws.Of("f", [[1, 2, 3, 4], [1, 2, 3, 4, 5]]), "chain 1", "5 draws", "4 draws");
        Refusal.Of<NumericalException>(
            () => ScalarDraws.Of("log density", [[1, 2, 3, 4], [1, 2, double.NaN, 4]]), "log density, chain 1, draw 2", "NaN");
        Refusal.Of<NumericalException>(() => ScalarDraws.Of("f", [[1, 2, 3, double.NegativeInfinity]]), "f, chain 0, draw 3");
        Refusal.Of<NumericalException>(() => ScalarDraws.Of("f", [[1e308, 2, -1e308, 1]]), "range");
        Refusal.Of<NumericalException>(() => ScalarDraws.Of("f", [[1, 2, 3, 0]]).Map("log f", Math.Log), "log f, chain 0, draw 3");
    }

    [Fact]
    public void Stuck_chains_are_known()
    {
        var x = ScalarDraws.Of("f", [[1, 1, 1, 1], [1, 1, 1, 2]]);
        Assert.True(x.IsStuck(0));
        Assert.False(x.IsStuck(1));
        Assert.True(ScalarDraws.Of("f", [[1, 1, 9, 1, 1]]).IsStuck(0));
        Assert.False(ScalarDraws.Of("f", [[1, 1, 1, 2, 2]]).IsStuck(0));
    }
}
