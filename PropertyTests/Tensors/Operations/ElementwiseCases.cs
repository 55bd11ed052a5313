using System.Numerics;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Elementwise operations against other ways to compute the same functions; shapes of rank 0 to 3 with sizes 0 to 3.</summary>
internal static class ElementwiseCases
{
    public static OperationCase[] All { get; } =
    [
        Unary(x => x.Exp(), x => Math.Cosh(x) + Math.Sinh(x)),
        Unary(x => x.Log(), x => Math.Log2(x) / Math.Log2(Math.E), (d, s) => d.Positive(s)),
        Unary(x => x.Sqrt(), x => Math.Pow(x, 0.5), (d, s) => d.Positive(s)),
        Unary(x => x.Square(), x => Math.Pow(x, 2)),
        Unary(x => x.Tanh(), x => (Math.Exp(2 * x) - 1) / (Math.Exp(2 * x) + 1)),
        Unary(x => x.Sin(), x => Complex.Exp(new Complex(0, x)).Imaginary),
        Unary(x => x.Cos(), x => Complex.Exp(new Complex(0, x)).Real),
        Unary(x => x.Sigmoid(), x => (1 + Math.Tanh(x / 2)) / 2),
        Unary(x => x.Softplus(), x => Math.Log(1 + Math.Exp(x))),
        Unary(x => x.Relu(), x => (x + Math.Abs(x)) / 2),
        Unary(x => x.Step(), x => (1 + Math.Sign(x)) / 2),
        Unary(x => -x, x => 0 - x),
        Unary(x => x.StopGradient(), x => x, stopped: true),
        Binary((a, b) => a + b, (a, b) => a - (0 - b)),
        Binary((a, b) => a - b, (a, b) => a + (0 - b)),
        Binary((a, b) => a * b, (a, b) => (Math.Pow(a + b, 2) - Math.Pow(a - b, 2)) / 4),
        Binary((a, b) => a / b, (a, b) => a * Math.Pow(b, -1)),
        Binary(Expr.Maximum, (a, b) => (a + b + Math.Abs(a - b)) / 2, apart: true),
    ];

    private static OperationCase Unary(
        Func<Expr, Expr> build, Func<double, double> expected, Func<Draws, Shape, Tensor>? domain = null, bool stopped = false)
    {
        var operation = build(Expr.Input("x", Shape.Scalar)).Node.Operation;
        return new(operation.GetType(), draws =>
        {
            var x = (domain ?? ((d, s) => d.AwayFromZero(s)))(draws, draws.Shape());
            return new(operation, [x], x.Shape, i => expected(x.At(i))) { Fixed = stopped ? [0] : [] };
        })
        {
            TakesAnything = true,
        };
    }

    private static OperationCase Binary(Func<Expr, Expr, Expr> build, Func<double, double, double> expected, bool apart = false)
    {
        var operation = build(Expr.Input("a", Shape.Scalar), Expr.Input("b", Shape.Scalar)).Node.Operation;
        return new(operation.GetType(), draws =>
        {
            var full = draws.Shape();
            var (left, right) = (draws.BroadcastingTo(full), draws.BroadcastingTo(full));
            var (a, b) = apart ? Apart(draws, left, right) : (draws.AwayFromZero(left), draws.AwayFromZero(right));
            return new(operation, [a, b], Joined(left, right), i => expected(a.At(i), b.At(i)));
        })
        {
            Refused = [(operation, [[2], [3]]), (operation, [[2, 3], [2]]), (operation, [[0], [2]])],
        };
    }

    /// <summary>The left tensor takes multiples of 1, the right one odd multiples of 1/2: no two elements are nearer than 1/2.</summary>
    private static (Tensor A, Tensor B) Apart(Draws draws, Shape left, Shape right) =>
        (draws.Normal(left, 2).Map(Math.Round), draws.Normal(right, 2).Map(x => Math.Round(x) + 0.5));

    /// <summary>Two shapes that broadcast to one shape joined: the larger dimension where one of them is 1.</summary>
    private static Shape Joined(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        int[] Padded(Shape shape) => [.. Enumerable.Repeat(1, rank - shape.Rank), .. shape];
        return [.. Padded(left).Zip(Padded(right), (a, b) => a == 1 ? b : a).ToArray()];
    }
}
