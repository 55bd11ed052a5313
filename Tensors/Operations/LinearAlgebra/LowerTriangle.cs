using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Square matrices with everything above the diagonal set to 0; its own transpose.</summary>
    public sealed record LowerTriangle : Single
    {
        private LowerTriangle()
        {
        }

        internal static LowerTriangle Instance { get; } = new();

        private protected override Shape Infer(ImmutableArray<Shape> arguments) => RequireSquare(this, arguments[0]);

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            int n = shape[^1];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i % n <= i / n % n ? x[i] : 0;
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.LowerTriangle()];
    }
}
