using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>A fixed tensor.</summary>
    /// <param name="Value">The tensor, double precision.</param>
    public sealed record Constant(Tensor Value) : Operation
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) => [Value.Shape];

        /// <inheritdoc/>
        public override ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments) => [Value];

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints) => [];

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 0;
    }
}
