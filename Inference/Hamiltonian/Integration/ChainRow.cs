namespace ProbBnn.Inference;

/// <summary>The row of a group's evaluations that belongs to one chain.</summary>
/// <param name="positions">The positions of the group [chains, dimension].</param>
/// <param name="gradients">The gradients of the group [chains, dimension].</param>
/// <param name="row">The row.</param>
/// <param name="dimension">Number of coordinates.</param>
internal sealed class ChainRow(double[] positions, double[] gradients, int row, int dimension)
{
    /// <summary>Number of coordinates.</summary>
    public int Dimension => dimension;

    /// <summary>Where the next gradient is wanted, or where the last one was taken [dimension].</summary>
    public Span<double> Position => positions.AsSpan(row * dimension, dimension);

    /// <summary>The gradient of the last evaluation [dimension].</summary>
    public ReadOnlySpan<double> Gradient => gradients.AsSpan(row * dimension, dimension);
}
