namespace ProbBnn.Engines.Managed;

/// <summary>A matrix somewhere in memory; exchanging the strides transposes it.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly unsafe struct MatrixView<T>(T* data, nint rowStride, nint columnStride)
    where T : unmanaged
{
    /// <summary>Element (0, 0).</summary>
    public T* Data { get; init; } = data;

    /// <summary>Distance, in elements, from a row to the next.</summary>
    public nint RowStride { get; init; } = rowStride;

    /// <summary>Distance, in elements, from a column to the next.</summary>
    public nint ColumnStride { get; init; } = columnStride;

    /// <summary>Rows one after the other.</summary>
    public static MatrixView<T> RowMajor(T* data, nint stride) => new(data, stride, 1);

    /// <summary>The transpose of a matrix whose rows lie one after the other.</summary>
    public static MatrixView<T> Transposed(T* data, nint stride) => new(data, 1, stride);

    /// <summary>Address of an element.</summary>
    public T* At(nint row, nint column) => Data + (row * RowStride) + (column * ColumnStride);

    /// <summary>The same matrix without its first rows and columns.</summary>
    public MatrixView<T> From(nint row, nint column) => this with { Data = At(row, column) };
}
