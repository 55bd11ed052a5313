using System.Collections.Immutable;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>A mask [.., Capacity] of counts [..]: 1 at positions below the count, else 0.</summary>
    /// <param name="Capacity">Number of positions.</param>
    public sealed record CountMask(int Capacity) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0].Append([Capacity]);

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var counts = arguments[0].Doubles;
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i % Capacity < counts[i / Capacity] ? 1 : 0;
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) => [null];
    }
}
