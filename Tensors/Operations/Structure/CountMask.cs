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
        /// <summary>The error of a count that is no number of positions.</summary>
        /// <param name="count">Which count.</param>
        /// <param name="got">Its value.</param>
        /// <param name="capacity">Number of positions.</param>
        public static NumericalException NotACount(long count, string got, int capacity) => new(new Problem(
            "a count is not a number of positions", $"operation {nameof(CountMask)}, count {count}", got,
            $"a whole number from 0 to {capacity}"));

        private protected override Shape Infer(ImmutableArray<Shape> arguments) => arguments[0].Append([Capacity]);

        private protected override void Compute(ImmutableArray<Tensor> arguments, Shape shape, Span<double> result)
        {
            var counts = arguments[0].Doubles;
            for (int i = 0; i < counts.Length; i++)
            {
                if (!(counts[i] >= 0 && counts[i] <= Capacity && counts[i] == Math.Floor(counts[i])))
                {
                    throw NotACount(i, counts[i].ToString("R", CultureInfo.InvariantCulture), Capacity);
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
