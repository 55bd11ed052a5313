using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Positions Start .. Start + Length - 1 along one axis; its transpose is <see cref="Embed"/>.</summary>
    /// <param name="Axis">The axis, counted from the front.</param>
    /// <param name="Start">The first position kept.</param>
    /// <param name="Length">How many positions are kept.</param>
    public sealed record Slice(int Axis, int Start, int Length) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            (uint)Axis < (uint)arguments[0].Rank && Start >= 0 && Length >= 0 && Length <= arguments[0][Axis] - Start
                ? arguments[0].With(Axis, Length)
                : throw Refuse(
                    "the part lies outside the tensor", $"{Length} positions from {Start} on axis {Axis}", $"a part of {arguments[0]}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            var from = Offsets.Of(shape, arguments[0].Shape.Strides());
            int offset = Start * arguments[0].Shape.Strides()[Axis];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = x[from[i] + offset];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [Node.Of(new Embed(Axis, Start, arguments[0].Shape[Axis]), adjoint)[0]];
    }
}
