using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>A value given by name when a program runs.</summary>
    /// <param name="Label">The name, unique in a program.</param>
    /// <param name="Shape">The dimensions.</param>
    public sealed record Input(string Label, Shape Shape) : Operation
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) => [Shape];

        /// <inheritdoc/>
        public override ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments) =>
            throw new InvalidOperationException($"The input '{Label}' has no value outside a run.");

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints) => [];

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 0;
    }
}
