// C = op(A) op(B) over the last two axes, op the transpose where asked; batched over the leading axes.
// Adjoints: op(A)bar = Cbar op(B)',  op(B)bar = op(A)' Cbar.
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>The matrix product over the last two axes, batched with broadcasting over the leading ones.</summary>
    /// <param name="TransposeLeft">Whether the left matrices are transposed.</param>
    /// <param name="TransposeRight">Whether the right matrices are transposed.</param>
    public sealed record MatMul(bool TransposeLeft, bool TransposeRight) : Single
    {
        /// <summary>Rows, columns and contraction length of one product, and the batch shape.</summary>
        /// <param name="left">The shape of the left argument.</param>
        /// <param name="right">The shape of the right argument.</param>
        public (int Rows, int Columns, int Inner, Shape Batch) Dimensions(Shape left, Shape right)
        {
            if (left.Rank < 2 || right.Rank < 2)
            {
                throw Refuse("not matrices", $"{left} and {right}", "at least two axes each");
            }
            var (m, k) = TransposeLeft ? (left[^1], left[^2]) : (left[^2], left[^1]);
            var (k2, n) = TransposeRight ? (right[^1], right[^2]) : (right[^2], right[^1]);
            return k == k2
                ? (m, n, k, Shape.Broadcast(left[..^2], right[..^2], $"operation {Name}"))
                : throw Refuse(
                    "inner dimensions differ",
                    $"{left}{(TransposeLeft ? "'" : "")} times {right}{(TransposeRight ? "'" : "")}",
                    $"{k} on both sides");
        }

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments)
        {
            var (m, n, k, batch) = Dimensions(arguments[0], arguments[1]);
            return batch.LongSize * m * n * k;
        }

        private protected override Shape Infer(ImmutableArray<Shape> arguments)
        {
            var (m, n, _, batch) = Dimensions(arguments[0], arguments[1]);
            return batch.Append([m, n]);
        }

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var a = arguments[0].Doubles;
            var b = arguments[1].Doubles;
            var (m, n, inner, batch) = Dimensions(arguments[0].Shape, arguments[1].Shape);
            var ia = Offsets.OfBroadcast(arguments[0].Shape[..^2], batch);
            var ib = Offsets.OfBroadcast(arguments[1].Shape[..^2], batch);
            var (aRow, aInner) = TransposeLeft ? (1, m) : (inner, 1);
            var (bInner, bColumn) = TransposeRight ? (1, inner) : (n, 1);
            for (int p = 0; p < batch.Size; p++)
            {
                int a0 = ia[p] * m * inner, b0 = ib[p] * inner * n;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double sum = 0;
                        for (int k = 0; k < inner; k++)
                        {
                            sum += a[a0 + i * aRow + k * aInner] * b[b0 + k * bInner + j * bColumn];
                        }
                        result[(p * m + i) * n + j] = sum;
                    }
                }
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var (a, b) = (arguments[0], arguments[1]);
            var aBar = TransposeLeft ? Expr.MatMul(b, adjoint, TransposeRight, true) : Expr.MatMul(adjoint, b, false, !TransposeRight);
            var bBar = TransposeRight ? Expr.MatMul(adjoint, a, true, TransposeLeft) : Expr.MatMul(a, adjoint, !TransposeLeft, false);
            return [aBar.SumTo(a.Shape), bBar.SumTo(b.Shape)];
        }
    }
}
