namespace ProbBnn.Engines.Managed;

/// <summary>Lays a part of a matrix out row by row, with rows padded by zeros to whole registers.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class Packing<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Copies [rows, columns] of the source to [rows, width]; columns beyond are zero.</summary>
    /// <param name="source">The matrix, from its first wanted element.</param>
    /// <param name="rows">Rows to copy.</param>
    /// <param name="columns">Columns to copy, at most <paramref name="width"/>.</param>
    /// <param name="width">Row length of the target, a whole number of registers.</param>
    /// <param name="target">Memory for rows * width elements.</param>
    public static void Pack(MatrixView<T> source, int rows, int columns, int width, T* target)
    {
        if (source.ColumnStride == 1)
            PackRows(source.Data, source.RowStride, rows, columns, width, target);
        else
            PackColumns(source, rows, columns, width, target);
    }

    private static void PackRows(T* source, nint stride, int rows, int columns, int width, T* target)
    {
        int whole = columns - (columns % TLanes.Count);
        for (int r = 0; r < rows; r++, source += stride, target += width)
        {
            int j = 0;
            for (; j < whole; j += TLanes.Count)
            {
                TLanes.Store(target + j, TLanes.Load(source + j));
            }
            if (j < columns)
            {
                TLanes.Store(target + j, TLanes.LoadFirst(source + j, columns - j));
                j += TLanes.Count;
            }
            for (; j < width; j += TLanes.Count)
            {
                TLanes.Store(target + j, TLanes.Zero);
            }
        }
    }

    private static void PackColumns(MatrixView<T> source, int rows, int columns, int width, T* target)
    {
        if (source.RowStride == 1)
        {
            Transposition.Copy(columns, rows, source.Data, source.ColumnStride, target, width);
        }
        else
        {
            for (int j = 0; j < columns; j++)
            {
                for (int r = 0; r < rows; r++)
                {
                    target[(r * width) + j] = *source.At(r, j);
                }
            }
        }
        for (int r = 0; columns < width && r < rows; r++)
        {
            new Span<T>(target + (r * width) + columns, width - columns).Clear();
        }
    }
}
