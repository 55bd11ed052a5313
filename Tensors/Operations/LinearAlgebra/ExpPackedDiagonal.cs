// y_ii = exp(x_ii), y_ij = x_ij below the diagonal, on packed row-major lower triangles.
// Adjoint: xbar_ii = ybar_ii y_ii, xbar_ij = ybar_ij.
using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>The factor of a covariance from its parameter: packed lower triangles whose diagonals are stored as logarithms.</summary>
    /// <param name="Order">The order n of the matrices; packed length n(n+1)/2.</param>
    public sealed record ExpPackedDiagonal(int Order) : Single
    {
        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[0].LongSize;

        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            arguments[0].Rank >= 1 && arguments[0][^1] == Order * (Order + 1) / 2
                ? arguments[0]
                : throw Refuse("not packed triangles", $"{arguments[0]}", $"a last dimension of {Order * (Order + 1) / 2}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            x.CopyTo(result);
            for (int start = 0; start < x.Length; start += Order * (Order + 1) / 2)
            {
                for (int row = 0; row < Order; row++)
                {
                    int at = start + row * (row + 1) / 2 + row;
                    result[at] = Math.Exp(x[at]);
                }
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var diagonal = new double[Order * (Order + 1) / 2];
            for (int row = 0; row < Order; row++)
            {
                diagonal[row * (row + 1) / 2 + row] = 1;
            }
            var on = Expr.Constant(Tensor.Of([diagonal.Length], diagonal));
            return [adjoint * (result * on + (1.0 - on))];
        }
    }
}
