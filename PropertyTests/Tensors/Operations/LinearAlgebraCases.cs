using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Matrix operations against MathNet.Numerics and loops; orders 0 to 4, batches of rank 0 to 2 with sizes 0 to 3.</summary>
internal static class LinearAlgebraCases
{
    public static OperationCase[] All { get; } =
    [
        OperationCase.Of<Operation.MatMul>(d =>
        {
            bool left = d.Coin(), right = d.Coin();
            var (m, k, n) = (d.Integer(0, 3), d.Integer(0, 3), d.Integer(0, 3));
            var batch = d.Shape(mostRank: 2);
            var a = d.Normal(d.BroadcastingTo(batch).Append(left ? [k, m] : [m, k]));
            var b = d.Normal(d.BroadcastingTo(batch).Append(right ? [n, k] : [k, n]));
            var joined = Shape.Broadcast(a.Shape[..^2], b.Shape[..^2], "test");
            return new(new Operation.MatMul(left, right), [a, b], joined.Append([m, n]), i => Enumerable.Range(0, k).Sum(j =>
                (left ? a.At([.. i[..^2], j, i[^2]]) : a.At([.. i[..^1], j]))
                * (right ? b.At([.. i[..^2], i[^1], j]) : b.At([.. i[..^2], j, i[^1]]))));
        }) with
        {
            Refused =
            [
                (new Operation.MatMul(false, false), [[2], [2, 2]]), (new Operation.MatMul(false, false), [[2, 2], [2]]),
                (new Operation.MatMul(false, false), [[2, 3], [2, 3]]), (new Operation.MatMul(true, true), [[2, 3], [2, 3]]),
                (new Operation.MatMul(true, false), [[3, 2], [2, 3]]), (new Operation.MatMul(false, true), [[3, 2], [2, 3]]),
                (new Operation.MatMul(false, false), [[2, 2, 2], [3, 2, 2]]),
            ],
        },
        OperationCase.Of<Operation.Cholesky>(d =>
        {
            var x = d.Definite(d.Shape(mostRank: 2), d.Integer(0, 4));
            return new(Build(e => e.Cholesky()), [x], PerMatrix(x, m => m.Cholesky().Factor)) { Symmetric = true };
        }) with
        {
            Refused = [(Build(e => e.Cholesky()), [[2, 3]]), (Build(e => e.Cholesky()), [[2]])],
        },
        OperationCase.Of<Operation.TriangularSolve>(d =>
        {
            bool transposed = d.Coin();
            int n = d.Integer(0, 4);
            var batch = d.Shape(mostRank: 2);
            var noise = d.Normal(batch.Append([n, n]));
            var factor = Arrays.Of(noise.Shape, i => i[^1] == i[^2] ? 1 + Math.Abs(noise.At(i)) : noise.At(i));
            var right = d.Normal(batch.Append([n, d.Integer(0, 3)]));
            return new(new Operation.TriangularSolve(transposed), [factor, right], PerMatrix(right, (b, at) =>
            {
                var lower = Matrix<double>.Build.Dense(n, n, (i, j) => j <= i ? factor.At([.. at, i, j]) : 0);
                return (transposed ? lower.Transpose() : lower).Solve(b);
            }));
        }) with
        {
            Refused =
            [
                (new Operation.TriangularSolve(false), [[2, 3], [2, 1]]), (new Operation.TriangularSolve(false), [[2, 2], [3, 1]]),
                (new Operation.TriangularSolve(true), [[2, 2], [2]]), (new Operation.TriangularSolve(true), [[3, 2, 2], [2, 1]]),
                (new Operation.TriangularSolve(true), [[3, 2, 2], [1, 2, 1]]),
            ],
        },
        OperationCase.Of<Operation.Diagonal>(d =>
        {
            var x = d.Normal(Square(d));
            return new(Build(e => e.Diagonal()), [x], x.Shape[..^1], i => x.At([.. i, i[^1]]));
        }) with
        {
            Refused = [(Build(e => e.Diagonal()), [[2, 3]]), (Build(e => e.Diagonal()), [[2]]), (Build(e => e.Diagonal()), [[]])],
        },
        OperationCase.Of<Operation.DiagonalMatrix>(d =>
        {
            var x = d.Normal(d.Shape(leastRank: 1));
            return new(DiagonalMatrix, [x], x.Shape.Append(x.Shape[^1..]), i => i[^1] == i[^2] ? x.At(i[..^1]) : 0);
        }) with
        {
            Refused = [(DiagonalMatrix, [[]])],
        },
        OperationCase.Of<Operation.LowerTriangle>(d =>
        {
            var x = d.Normal(Square(d));
            return new(Build(e => e.LowerTriangle()), [x], x.Shape, i => i[^1] <= i[^2] ? x.At(i) : 0);
        }) with
        {
            Refused = [(Build(e => e.LowerTriangle()), [[2, 3]]), (Build(e => e.LowerTriangle()), [[2]])],
        },
        OperationCase.Of<Operation.PackLower>(d =>
        {
            var x = d.Normal(Square(d));
            int order = x.Shape[^1];
            return new(new Operation.PackLower(order), [x], x.Shape[..^2].Append([Packed(order).Length]), i =>
                x.At([.. i[..^1], Packed(order)[i[^1]].Row, Packed(order)[i[^1]].Column]));
        }) with
        {
            Refused = [(new Operation.PackLower(2), [[3, 3]]), (new Operation.PackLower(2), [[2, 3]]), (new Operation.PackLower(2), [[2]])],
        },
        OperationCase.Of<Operation.UnpackLower>(d =>
        {
            int order = d.Integer(0, 4);
            var x = d.Normal(d.Shape(mostRank: 2).Append([Packed(order).Length]));
            return new(new Operation.UnpackLower(order), [x], x.Shape[..^1].Append([order, order]), i =>
                Array.IndexOf(Packed(order), (i[^2], i[^1])) is var at and >= 0 ? x.At([.. i[..^2], at]) : 0);
        }) with
        {
            Refused =
            [
                (new Operation.UnpackLower(2), [[4]]), (new Operation.UnpackLower(2), [[]]), (new Operation.UnpackLower(2), [[3, 2]]),
            ],
        },
        OperationCase.Of<Operation.ExpPackedDiagonal>(d =>
        {
            int order = d.Integer(0, 4);
            var x = d.Normal(d.Shape(mostRank: 2).Append([Packed(order).Length]));
            return new(new Operation.ExpPackedDiagonal(order), [x], x.Shape, i =>
                Packed(order)[i[^1]] is var (row, column) && row == column ? Math.Exp(x.At(i)) : x.At(i));
        }) with
        {
            Refused = [(new Operation.ExpPackedDiagonal(2), [[4]]), (new Operation.ExpPackedDiagonal(2), [[]])],
        },
    ];

    private static Operation DiagonalMatrix => Expr.Input("x", [2]).DiagonalMatrix().Node.Operation;

    private static Operation Build(Func<Expr, Expr> build) => build(Expr.Input("x", [2, 2])).Node.Operation;

    private static Shape Square(Draws d)
    {
        int order = d.Integer(0, 4);
        return d.Shape(mostRank: 2).Append([order, order]);
    }

    /// <summary>Rows and columns of a packed lower triangle, row by row.</summary>
    private static (int Row, int Column)[] Packed(int order) =>
        [.. Enumerable.Range(0, order).SelectMany(row => Enumerable.Range(0, row + 1).Select(column => (row, column)))];

    private static Func<ImmutableArray<Tensor>, Tensor[]> PerMatrix(Tensor x, Func<Matrix<double>, Matrix<double>> function) =>
        PerMatrix(x, (m, _) => function(m));

    /// <summary>A function of each matrix and its batch indices, with a result of the same shape.</summary>
    private static Func<ImmutableArray<Tensor>, Tensor[]> PerMatrix(
        Tensor x, Func<Matrix<double>, int[], Matrix<double>> function)
    {
        Matrix<double> At(int[] batch) =>
            Matrix<double>.Build.Dense(x.Shape[^2], x.Shape[^1], (row, column) => x.At([.. batch, row, column]));
        return _ => [Arrays.Of(x.Shape, i => function(At(i[..^2]), i[..^2])[i[^2], i[^1]])];
    }
}
