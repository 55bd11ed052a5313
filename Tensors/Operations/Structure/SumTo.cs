using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Sums over the axes that are 1 in, or missing from, the target; its transpose is <see cref="BroadcastTo"/>.</summary>
    /// <param name="Target">A shape that broadcasts to the argument's.</param>
    public sealed record SumTo(Shape Target) : Single
    {
        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => arguments[0].LongSize;

        private protected override Shape Infer(ImmutableArray<Shape> arguments) => Target.BroadcastsTo(arguments[0])
            ? Target
            : throw Refuse("the tensor cannot be summed to this shape", $"{Target}", $"a shape that broadcasts to {arguments[0]}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            var to = Offsets.OfBroadcast(shape, arguments[0].Shape);
            for (int i = 0; i < x.Length; i++)
            {
                result[to[i]] += x[i];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.BroadcastTo(arguments[0].Shape)];
    }
}
