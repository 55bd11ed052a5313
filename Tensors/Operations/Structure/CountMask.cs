using System.Collections.Immutable;
using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// A mask [.., Capacity] of counts [..]: 1 at positions below the count, else 0. Counts are whole numbers from 0 to Capacity.
    /// </summary>
    /// <param name="Capacity">Number of positions.</param>
    public sealed record CountMask(int Capacity) : Single
    {
        private protected override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0].Append([Capacity]);

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var counts = arguments[0].Doubles;
            foreach (double count in counts)
            {
                if (!(count >= 0 && count <= Capacity && count == Math.Floor(count)))
                {
                    throw new NumericalException(new Problem(
                        "a count is not a number of positions", $"operation {Name}", count.ToString("R", CultureInfo.InvariantCulture),
                        $"a whole number from 0 to {Capacity}"));
                }
            }
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i % Capacity < counts[i / Capacity] ? 1 : 0;
            }
        }

        private protected override ImmutableArray<Expr?> Derivative(ImmutableArray<Expr> arguments, Expr result, Expr adjoint) => [null];
    }
}
