namespace ProbBnn.Engines.Managed;

/// <summary>One matrix product C = alpha A B, or C = C + alpha A B. C's columns lie side by side; A and B have any strides.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct GemmProblem<T>(
    int rows, int columns, int depth, MatrixView<T> a, MatrixView<T> b, T* c, nint rowStrideC, T alpha, bool accumulate)
    where T : unmanaged
{
    /// <summary>Rows of A and C.</summary>
    public int Rows { get; init; } = rows;

    /// <summary>Columns of B and C.</summary>
    public int Columns { get; init; } = columns;

    /// <summary>Columns of A, rows of B; 0 makes the product zero.</summary>
    public int Depth { get; init; } = depth;

    /// <summary>The left factor, [Rows, Depth].</summary>
    public MatrixView<T> A { get; init; } = a;

    /// <summary>The right factor, [Depth, Columns].</summary>
    public MatrixView<T> B { get; init; } = b;

    /// <summary>The target, [Rows, Columns]; must not overlap A or B.</summary>
    public T* C { get; init; } = c;

    /// <summary>Distance of neighbouring rows of C, at least Columns.</summary>
    public nint RowStrideC { get; init; } = rowStrideC;

    /// <summary>Scale of the product.</summary>
    public T Alpha { get; init; } = alpha;

    /// <summary>Whether the product is added to what C holds.</summary>
    public bool Accumulate { get; init; } = accumulate;
}
