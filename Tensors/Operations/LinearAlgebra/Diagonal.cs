using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>The diagonals [.., n] of square matrices [.., n, n]; its transpose is <see cref="DiagonalMatrix"/>.</summary>
    public sealed record Diagonal : Single
    {
        private Diagonal()
        {
        }

        internal static Diagonal Instance { get; } = new();

        private protected override Shape Infer(ImmutableArray<Shape> arguments) => RequireSquare(this, arguments[0])[..^1];

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            int n = shape[^1];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = arguments[0].Doubles[i * n + i % n];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.DiagonalMatrix()];
    }
}
