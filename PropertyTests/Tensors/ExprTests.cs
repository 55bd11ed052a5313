using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>What expressions offer beyond one operation each; shapes of rank 1 to 3 with sizes 1 to 3, 60 cases.</summary>
public class ExprTests
{
    [Fact]
    public void Reductions_drop_their_axis_from_either_end() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var draws = new Draws(seed);
        var x = draws.Normal(draws.Shape(1, 3, 1, 3));
        int axis = draws.Integer(0, x.Shape.Rank - 1), count = x.Shape[axis];
        Index index = draws.Coin() ? axis : ^(x.Shape.Rank - axis);
        Shape left = [.. x.Shape.Where((_, a) => a != axis).ToArray()];
        Tensor Expected(Func<IEnumerable<double>, double> reduce) =>
            Arrays.Of(left, i => reduce(Enumerable.Range(0, count).Select(j => x.At([.. i[..axis], j, .. i[axis..]]))));
        Expr e = Expr.Constant(x);
        Arrays.Near(Expected(v => v.Sum()), Evaluator.Value(e.Sum(index)), 1e-14, "sum");
        Arrays.Near(Expected(v => v.Average()), Evaluator.Value(e.Mean(index)), 1e-14, "mean");
        Arrays.Near(Expected(v => Math.Log(v.Sum(Math.Exp))), Evaluator.Value(e.LogSumExp(index)), 1e-14, "log sum exp");
        Arrays.Near(Expected(v => Math.Log(v.Average(Math.Exp))), Evaluator.Value(e.LogMeanExp(index)), 1e-14, "log mean exp");
        var softmax = Evaluator.Value(e.Softmax(index));
        Assert.Equal(x.Shape, softmax.Shape);
        Arrays.Near(Tensor.Fill(left, 1), Evaluator.Value(Expr.Constant(softmax).Sum(index)), 1e-14, "softmax");
        Arrays.Near(x.Doubles.ToArray().Sum(), Evaluator.Value(e.Sum()).Doubles[0], 1e-14, "sum of all");
        int start = draws.Integer(0, count - 1), length = draws.Integer(0, count - start);
        Assert.Equal(length, e.Slice(index, start, length).Shape[axis]);
        Assert.Equal(2, e.Gather(index, start, 0).Shape[axis]);
    }, count: 60);

    [Fact]
    public void The_smaller_of_two_and_the_log_determinant()
    {
        Expr a = Expr.Constant(Tensor.Of([3], 1, 2, 3)), b = Expr.Constant(Tensor.Of([3], 3, 2, 1));
        Assert.Equal([1, 2, 1], Evaluator.Value(Expr.Minimum(a, b)).Doubles.ToArray());
        var matrix = new Draws(3).Definite([2], 4);
        var determinants = Evaluator.Value(Expr.Constant(matrix).Cholesky().LogDeterminantOfFactor());
        for (int batch = 0; batch < 2; batch++)
        {
            var dense = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(4, 4, (i, j) => matrix.At(batch, i, j));
            Arrays.Near(Math.Log(dense.Determinant()), determinants.At(batch), 1e-12);
        }
    }

    [Fact]
    public void An_axis_that_is_none_is_refused()
    {
        var x = Expr.Input("x", [2, 3]);
        foreach (var act in new Func<Expr>[]
        {
            () => x.Sum(2), () => x.Sum(^3), () => x.Mean(2), () => x.LogSumExp(^3), () => x.LogMeanExp(2), () => x.Softmax(5),
            () => x.Slice(2, 0, 1), () => x.Gather(^3, 0), () => Expr.Input("y", [2]).Transpose(), () => Expr.Input("z", [2, 0]).Mean(1),
            () => Expr.Input("z", [2, 0]).LogMeanExp(1), () => Expr.Input("z", [2, 0]).Softmax(1),
        })
        {
            var problem = Assert.Throws<ShapeException>(act).Problem;
            Assert.False(string.IsNullOrEmpty(problem.Got) || string.IsNullOrEmpty(problem.Expected), problem.ToString());
        }
    }

    [Fact]
    public void What_changes_nothing_makes_no_node()
    {
        var x = Expr.Input("x", [2, 3]);
        Expr[] same = [x.Reshape([2, 3]), x.BroadcastTo([2, 3]), x.SumTo([2, 3]), x.Slice(1, 0, 3), Expr.Concat(0, x)];
        Assert.All(same, e => Assert.Same(x, e));
        Assert.Equal("Tanh[2, 3]", x.Tanh().ToString());
    }
}
