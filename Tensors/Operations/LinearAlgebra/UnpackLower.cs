using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Square matrices, zero above the diagonal, of packed row-major lower triangles; its transpose is <see cref="PackLower"/>.
    /// </summary>
    /// <param name="Order">The order n of the matrices; packed length n(n+1)/2.</param>
    public sealed record UnpackLower(int Order) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            arguments[0].Rank >= 1 && arguments[0][^1] == Order * (Order + 1) / 2
                ? arguments[0][..^1].Append([Order, Order])
                : throw Refuse("not packed triangles", $"{arguments[0]}", $"a last dimension of {Order * (Order + 1) / 2}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            int packed = Order * (Order + 1) / 2;
            for (int i = 0; i < result.Length; i++)
            {
                int row = i / Order % Order, column = i % Order;
                result[i] = column <= row ? x[i / (Order * Order) * packed + row * (row + 1) / 2 + column] : 0;
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.PackLower(Order)];
    }
}
