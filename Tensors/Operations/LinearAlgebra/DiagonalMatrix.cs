using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Diagonal matrices [.., n, n] of vectors [.., n]; its transpose is <see cref="Diagonal"/>.</summary>
    public sealed record DiagonalMatrix : Single
    {
        private DiagonalMatrix()
        {
        }

        internal static DiagonalMatrix Instance { get; } = new();

        private protected override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0].Rank >= 1
            ? arguments[0].Append(arguments[0][^1..])
            : throw Refuse("not vectors", $"{arguments[0]}", "at least one axis");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            int n = shape[^1];
            for (int i = 0; i < x.Length; i++)
            {
                result[i * n + i % n] = x[i];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.Diagonal()];
    }
}
