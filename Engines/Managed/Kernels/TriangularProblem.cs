namespace ProbBnn.Engines.Managed;

/// <summary>
/// One triangular system M X = B. A transposed system is asked for by exchanging the strides of M and the flag; a system X M = B by
/// exchanging the strides of all three (M' X' = B').
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct TriangularProblem<T>(
    int size, int columns, MatrixView<T> matrix, bool lower, MatrixView<T> right, MatrixView<T> solution)
    where T : unmanaged
{
    /// <summary>Rows and columns of M.</summary>
    public int Size { get; init; } = size;

    /// <summary>Number of right-hand sides.</summary>
    public int Columns { get; init; } = columns;

    /// <summary>M, [Size, Size]; its other triangle is not read.</summary>
    public MatrixView<T> Matrix { get; init; } = matrix;

    /// <summary>Whether M, as viewed, is lower triangular.</summary>
    public bool Lower { get; init; } = lower;

    /// <summary>B, [Size, Columns].</summary>
    public MatrixView<T> Right { get; init; } = right;

    /// <summary>X, [Size, Columns]; may be B itself.</summary>
    public MatrixView<T> Solution { get; init; } = solution;
}
