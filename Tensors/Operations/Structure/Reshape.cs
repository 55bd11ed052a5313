using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>The same row-major elements under another shape.</summary>
    /// <param name="Target">The new dimensions.</param>
    public sealed record Reshape(Shape Target) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0].LongSize == Target.LongSize
            ? Target
            : throw Refuse("the sizes differ", $"{arguments[0]}", $"{Target.LongSize} elements for {Target}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result) =>
            arguments[0].Doubles.CopyTo(result);

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.Reshape(arguments[0].Shape)];
    }
}
