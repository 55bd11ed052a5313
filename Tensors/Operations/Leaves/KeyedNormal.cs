using System.Collections.Immutable;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

public abstract partial record Operation
{
    /// <summary>
    /// Standard normal noise [Batch.., Rows, Columns]. Each element of Batch has a key given at run time under the name Keys; the element
    /// at (row, column) is <c>key.Fold(Stream).Normal(row, column)</c> of <see cref="RandomKey"/>. A draw therefore depends on its key,
    /// stream, row and column alone, never on the buffer's size.
    /// </summary>
    /// <param name="Keys">The name of the key input.</param>
    /// <param name="Batch">The shape of the key input.</param>
    /// <param name="Stream">Which stream of each key.</param>
    /// <param name="Rows">Rows of a key's noise, for example units.</param>
    /// <param name="Columns">Columns of a key's noise, for example incoming weights.</param>
    public sealed record KeyedNormal(string Keys, Shape Batch, string Stream, int Rows, int Columns) : Operation
    {
        /// <inheritdoc/>
        public override ImmutableArray<Shape> InferShapes(ImmutableArray<Shape> arguments) => [Batch.Append([Rows, Columns])];

        /// <inheritdoc/>
        public override ImmutableArray<Tensor> Evaluate(ImmutableArray<Tensor> arguments) =>
            throw new InvalidOperationException($"The keys '{Keys}' have no value outside a run.");

        /// <summary>The noise of the given keys, the value rule of this operation.</summary>
        /// <param name="keys">One key for every element of Batch, row-major.</param>
        public Tensor Draw(ReadOnlySpan<RandomKey> keys)
        {
            var values = new double[Batch.Size * Rows * Columns];
            for (int batch = 0; batch < Batch.Size; batch++)
            {
                var key = keys[batch].Fold(Stream);
                for (int i = 0; i < Rows * Columns; i++)
                {
                    values[batch * Rows * Columns + i] = key.Normal(i / Columns, i % Columns);
                }
            }
            return Tensor.Adopt(Batch.Append([Rows, Columns]), values);
        }

        /// <inheritdoc/>
        public override ImmutableArray<Expr?> Pullback(Node node, ImmutableArray<Expr?> adjoints) => [];

        /// <inheritdoc/>
        public override long MultiplyAdds(ImmutableArray<Shape> arguments) => 20L * Batch.Size * Rows * Columns;
    }
}
