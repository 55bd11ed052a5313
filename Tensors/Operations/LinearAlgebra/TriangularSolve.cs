// X = L^-1 B, or L'^-1 B when transposed. Adjoints: Bbar = L'^-1 Xbar (L^-1 Xbar when transposed);
// Lbar = -lower(Bbar X')  (-lower(X Bbar') when transposed).
using System.Collections.Immutable;
using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Solves triangular systems [.., n, n] against right-hand sides [.., n, m] of the same batch; only lower triangles are read.
    /// </summary>
    /// <param name="Transposed">Whether the system is L' X = B instead of L X = B.</param>
    public sealed record TriangularSolve(bool Transposed) : Single
    {
        /// <summary>The error of a matrix that cannot be inverted.</summary>
        /// <param name="matrix">Which matrix of the batch.</param>
        /// <param name="row">The row of the diagonal element.</param>
        /// <param name="got">The diagonal element, or null where it is not known.</param>
        public static NumericalException NotInvertible(long matrix, int row, string? got = null) => new(new Problem(
            "a triangular matrix cannot be inverted",
            $"operation {nameof(TriangularSolve)}, matrix {matrix}, diagonal element {row}", got, "a finite number other than 0",
            "check the inputs for huge values, or use double precision"));

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[1].LongSize * arguments[0][^1] / 2;

        private protected override Shape Infer(ImmutableArray<Shape> arguments)
        {
            RequireSquare(this, arguments[0]);
            return arguments[1].Rank == arguments[0].Rank && arguments[1][..^1].Equals(arguments[0][..^1])
                ? arguments[1]
                : throw Refuse("right-hand sides do not fit", $"{arguments[1]}", $"{arguments[0][..^1]} and any number of columns");
        }

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var l = arguments[0].Doubles;
            int n = shape[^2], columns = shape[^1];
            arguments[1].Doubles.CopyTo(result);
            for (int p = 0; p < arguments[0].Shape[..^2].Size; p++)
            {
                var factor = l.Slice(p * n * n, n * n);
                var x = result.Slice(p * n * columns, n * columns);
                for (int step = 0; step < n; step++)
                {
                    int i = Transposed ? n - 1 - step : step;
                    double pivot = factor[i * n + i];
                    if (columns > 0 && (pivot == 0 || !double.IsFinite(pivot)))
                    {
                        throw NotInvertible(p, i, pivot.ToString("R", CultureInfo.InvariantCulture));
                    }
                    for (int j = 0; j < columns; j++)
                    {
                        double sum = x[i * columns + j];
                        for (int k = Transposed ? i + 1 : 0; k < (Transposed ? n : i); k++)
                        {
                            sum -= (Transposed ? factor[k * n + i] : factor[i * n + k]) * x[k * columns + j];
                        }
                        x[i * columns + j] = sum / pivot;
                    }
                }
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var bBar = arguments[0].TriangularSolve(adjoint, !Transposed);
            var lBar = Transposed
                ? Expr.MatMul(result, bBar, transposeRight: true)
                : Expr.MatMul(bBar, result, transposeRight: true);
            return [-lBar.LowerTriangle(), bBar];
        }
    }
}
