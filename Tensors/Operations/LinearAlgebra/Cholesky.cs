// A = L L', L lower with positive diagonal. Adjoint (Murray, "Differentiation of the Cholesky decomposition", 2016):
//   P = phi(L' Lbar), phi = lower triangle with halved diagonal;  S = L'^-1 P L^-1;  Abar = (S + S') / 2.
using System.Collections.Immutable;
using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Lower Cholesky factors of symmetric positive definite matrices; only the lower triangles are read. The derivative is the one among
    /// symmetric matrices, shared equally between an element and its mirror image.
    /// </summary>
    public sealed record Cholesky : Single
    {
        private Cholesky()
        {
        }

        internal static Cholesky Instance { get; } = new();

        /// <summary>The error of a matrix that has no factor.</summary>
        /// <param name="matrix">Which matrix of the batch.</param>
        /// <param name="pivot">The row of the pivot that cannot be used, or null where it is not known.</param>
        /// <param name="got">The pivot, or null where it is not known.</param>
        public static NumericalException NotPositiveDefinite(long matrix, int? pivot, string? got = null) => new(new Problem(
            "a matrix is not positive definite",
            $"operation {nameof(Cholesky)}, matrix {matrix}{(pivot is { } row ? $", pivot {row}" : "")}", got, "a positive, finite pivot",
            "check the inputs for huge or repeated values, or use double precision"));

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[0].LongSize * arguments[0][^1] / 6;

        private protected override Shape Infer(ImmutableArray<Shape> arguments) => RequireSquare(this, arguments[0]);

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var a = arguments[0].Doubles;
            int n = shape[^1];
            for (int start = 0; start < a.Length; start += n * n)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        double sum = a[start + i * n + j];
                        for (int k = 0; k < j; k++)
                        {
                            sum -= result[start + i * n + k] * result[start + j * n + k];
                        }
                        if (i == j && !(sum > 0 && double.IsFinite(sum)))
                        {
                            throw NotPositiveDefinite(start / (n * n), i, sum.ToString("R", CultureInfo.InvariantCulture));
                        }
                        result[start + i * n + j] = i == j ? Math.Sqrt(sum) : sum / result[start + j * n + j];
                    }
                }
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var x = Expr.MatMul(result, adjoint.LowerTriangle(), transposeLeft: true);
            var p = x.LowerTriangle() - x.Diagonal().DiagonalMatrix() * 0.5;
            var left = result.TriangularSolve(p, transposed: true);
            var s = result.TriangularSolve(left.Transpose(), transposed: true).Transpose();
            return [(s + s.Transpose()) * 0.5];
        }
    }

    private static Shape RequireSquare(Operation operation, Shape shape) => shape.Rank >= 2 && shape[^1] == shape[^2]
        ? shape
        : throw operation.Refuse("not square matrices", $"{shape}", "equal last two dimensions");
}
