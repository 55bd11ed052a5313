using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>Repeats a tensor along unit and new leading axes; its transpose is <see cref="SumTo"/>.</summary>
    /// <param name="Target">The new dimensions.</param>
    public sealed record BroadcastTo(Shape Target) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0].BroadcastsTo(Target)
            ? Target
            : throw Refuse("the tensor cannot be repeated to this shape", $"{arguments[0]}", $"a shape that broadcasts to {Target}");

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var x = arguments[0].Doubles;
            var from = Offsets.OfBroadcast(arguments[0].Shape, shape);
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = x[from[i]];
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) =>
            [adjoint.SumTo(arguments[0].Shape)];
    }
}
