using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Which results may be written over which arguments.</summary>
internal static class InPlace
{
    /// <summary>The arguments, best first, that a step reads at each position before it writes a result there.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="result">Which of its results.</param>
    public static ReadOnlySpan<int> Candidates(Operation operation, int result) => operation switch
    {
        Operation.ElementwiseUnary or Operation.Cholesky or Operation.LowerTriangle or Operation.ExpPackedDiagonal => [0],
        Operation.ElementwiseBinary => [0, 1],
        Operation.TriangularSolve => [1],
        Operation.AdamStep => result switch { 0 => [0, 3], 1 => [1, 3], _ => [2, 3] },
        _ => [],
    };
}
