using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Packed row-major lower triangles of square matrices; its transpose is <see cref="UnpackLower"/>.</summary>
    /// <param name="Order">The order n of the matrices; packed length n(n+1)/2.</param>
    public sealed record PackLower(int Order) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) => RequireSquare(this, arguments[0])[^1] == Order
            ? arguments[0][..^2].Append([Order * (Order + 1) / 2])
            : throw Refuse("matrices of another order", $"{arguments[0]}", $"order {Order}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            int at = 0;
            for (int start = 0; start < x.Length; start += Order * Order)
            {
                for (int row = 0; row < Order; row++)
                {
                    x.Slice(start + row * Order, row + 1).CopyTo(result[at..]);
                    at += row + 1;
                }
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.UnpackLower(Order)];
    }
}
