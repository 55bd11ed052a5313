using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// y = log sum exp(x) along one axis, which stays with dimension 1; computed as max + log sum exp(x - max). dy/dx = exp(x - y).
    /// </summary>
    /// <param name="Axis">The axis, counted from the front.</param>
    public sealed record LogSumExp(int Axis) : Single
    {
        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[0].LongSize;

        private protected override Shape Infer(ImmutableArray<Shape> arguments) =>
            (uint)Axis < (uint)arguments[0].Rank && arguments[0][Axis] > 0
                ? arguments[0].With(Axis, 1)
                : throw Refuse("nothing to sum", $"{arguments[0]}", $"an axis {Axis} of at least one element");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            int count = arguments[0].Shape[Axis], inner = arguments[0].Shape.Strides()[Axis];
            for (int i = 0; i < result.Length; i++)
            {
                int start = i / inner * inner * count + i % inner;
                double max = double.NegativeInfinity;
                for (int j = 0; j < count; j++)
                {
                    max = Math.Max(max, x[start + j * inner]);
                }
                double sum = 0;
                for (int j = 0; j < count; j++)
                {
                    sum += Math.Exp(x[start + j * inner] - max);
                }
                result[i] = double.IsInfinity(max) ? max : max + Math.Log(sum);
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint * (arguments[0] - result).Exp()];
    }
}
