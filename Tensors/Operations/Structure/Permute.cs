using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Reorders axes: axis i of the result is axis Order[i] of the argument.</summary>
    /// <param name="Order">A permutation of the axes.</param>
    public sealed record Permute(ValueList<int> Order) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            Order.Order().SequenceEqual(Enumerable.Range(0, arguments[0].Rank))
                ? [.. Order.Select(axis => arguments[0][axis])]
                : throw Refuse("not an order of the axes", $"{Order}", $"a permutation of 0 .. {arguments[0].Rank - 1}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            var strides = arguments[0].Shape.Strides();
            var from = Offsets.Of(shape, [.. Order.Select(axis => strides[axis])]);
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = x[from[i]];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint)
        {
            var inverse = new int[Order.Count];
            for (int i = 0; i < inverse.Length; i++)
            {
                inverse[Order[i]] = i;
            }
            return [adjoint.Permute(inverse)];
        }
    }
}
