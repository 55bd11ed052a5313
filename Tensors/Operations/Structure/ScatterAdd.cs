using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Adds every position along one axis onto a chosen position of a tensor of zeros; its transpose is <see cref="Gather"/>.
    /// </summary>
    /// <param name="Axis">The axis, counted from the front.</param>
    /// <param name="Positions">For every position of the argument, the position in the result.</param>
    /// <param name="Total">The dimension of that axis in the result.</param>
    public sealed record ScatterAdd(int Axis, ValueList<int> Positions, int Total) : Single
    {
        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[0].LongSize;

        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            (uint)Axis < (uint)arguments[0].Rank && Positions.Count == arguments[0][Axis] && Positions.All(p => (uint)p < (uint)Total)
                ? arguments[0].With(Axis, Total)
                : throw Refuse(
                    "positions do not fit", $"{Positions} for {arguments[0]}", $"one position below {Total} for each of axis {Axis}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            int inner = shape.Strides()[Axis];
            for (int i = 0; i < x.Length; i++)
            {
                int position = i / inner % Positions.Count, outer = i / (inner * Positions.Count);
                result[outer * inner * Total + Positions[position] * inner + i % inner] += x[i];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.Gather(Axis, Positions.AsSpan())];
    }
}
