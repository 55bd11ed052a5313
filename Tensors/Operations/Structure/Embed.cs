using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Puts a tensor at a position along one axis of a tensor of zeros; its transpose is <see cref="Slice"/>.</summary>
    /// <param name="Axis">The axis, counted from the front.</param>
    /// <param name="Start">Where the tensor begins on that axis.</param>
    /// <param name="Total">The dimension of that axis in the result.</param>
    public sealed record Embed(int Axis, int Start, int Total) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            (uint)Axis < (uint)arguments[0].Rank && Start >= 0 && Start <= Total - arguments[0][Axis]
                ? arguments[0].With(Axis, Total)
                : throw Refuse("the tensor does not fit", $"{arguments[0]} at {Start} on axis {Axis}", $"at most {Total}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            var to = Offsets.Of(arguments[0].Shape, shape.Strides());
            int offset = Start * shape.Strides()[Axis];
            for (int i = 0; i < x.Length; i++)
            {
                result[to[i] + offset] = x[i];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.Slice(Axis, Start, arguments[0].Shape[Axis])];
    }
}
