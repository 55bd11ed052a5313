using System.Collections.Immutable;
using System.Globalization;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Chosen columns of <see cref="KeyedNormal"/>'s noise. The argument are columns [n], whole numbers of at least 0; the result is
    /// [Batch.., Rows, n] with <c>key.Fold(Stream).Normal(row, column)</c> of <see cref="RandomKey"/>. So points that come in parts, or in
    /// another order, have the noise that they would have all together.
    /// </summary>
    /// <param name="Keys">The name of the key input.</param>
    /// <param name="Batch">The shape of the key input.</param>
    /// <param name="Stream">Which stream of each key.</param>
    /// <param name="Rows">Rows of a key's noise, for example units.</param>
    public sealed record KeyedNormalAt(string Keys, Shape Batch, string Stream, int Rows) : Operation
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) => arguments[0].Rank == 1
            ? [Batch.Append([Rows, arguments[0][0]])]
            : throw Refuse("positions of an unexpected shape", $"{arguments[0]}", "one axis");

        /// <inheritdoc/>
        public override ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments) =>
            throw new InvalidOperationException($"The keys '{Keys}' have no value outside a run.");

        /// <summary>The noise of the given keys, the value rule of this operation.</summary>
        /// <param name="keys">One key for every element of Batch, row-major.</param>
        /// <param name="positions">Columns [n].</param>
        /// <exception cref="NumericalException">A column is not a whole number of at least 0.</exception>
        public Tensor Draw(ReadOnlySpan<RandomKey> keys, Tensor positions)
        {
            int columns = positions.Shape.Size;
            var at = new long[columns];
            for (int i = 0; i < columns; i++)
            {
                at[i] = positions.Doubles[i] is var p && p >= 0 && p <= long.MaxValue / 2 && p == Math.Floor(p)
                    ? (long)p
                    : throw NotAColumn(i, p.ToString("R", CultureInfo.InvariantCulture));
            }
            var values = new double[Batch.Size * Rows * columns];
            for (int batch = 0; batch < Batch.Size; batch++)
            {
                var key = keys[batch].Fold(Stream);
                for (int i = 0; i < Rows * columns; i++)
                {
                    values[batch * Rows * columns + i] = key.Normal(i / columns, at[i % columns]);
                }
            }
            return Tensor.Adopt(Batch.Append([Rows, columns]), values);
        }

        /// <summary>The error of a position that is no column.</summary>
        /// <param name="position">Which position.</param>
        /// <param name="got">Its value.</param>
        public static NumericalException NotAColumn(int position, string got) => new(new Problem(
            "a position is no column of noise", $"operation {nameof(KeyedNormalAt)}, position {position}", got,
            "a whole number of at least 0"));

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints) => [null];

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 40L * Batch.Size * Rows * arguments[0].LongSize;
    }
}
