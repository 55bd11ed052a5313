using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Chosen positions along one axis, which may repeat; its transpose is <see cref="ScatterAdd"/>.</summary>
    /// <param name="Axis">The axis, counted from the front.</param>
    /// <param name="Positions">For every position of the result, the position in the argument.</param>
    public sealed record Gather(int Axis, ValueList<int> Positions) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            (uint)Axis < (uint)arguments[0].Rank && Positions.All(p => (uint)p < (uint)arguments[0][Axis])
                ? arguments[0].With(Axis, Positions.Count)
                : throw Refuse(
                    "a position lies outside the tensor", $"{Positions} on axis {Axis}", $"positions on that axis of {arguments[0]}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            var from = arguments[0].Shape.Strides();
            int step = from[Axis], inner = step;
            for (int i = 0; i < result.Length; i++)
            {
                int position = i / inner % Positions.Count, outer = i / (inner * Positions.Count);
                result[i] = x[outer * inner * arguments[0].Shape[Axis] + Positions[position] * step + i % inner];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [Node.Of(new ScatterAdd(Axis, Positions, arguments[0].Shape[Axis]), adjoint)[0]];
    }
}
