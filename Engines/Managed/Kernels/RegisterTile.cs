// One register tile of a matrix product, C[r, :] (+)= sum_k A[r, k] B[k, :], r < TRows, TVectors registers across.
// A is read one element at a time (any strides, so its transpose costs nothing), B one register at a time along its rows.
// The sum over k runs in order 0, 1, 2, ... with one fused multiply-add each: a value depends on neither tile nor thread.

using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>The innermost loop of every dense kernel: a tile of C held in registers while the contraction runs.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
/// <typeparam name="TRows">Rows of the tile, 1 to 8.</typeparam>
/// <typeparam name="TVectors">Registers across the tile, 1 to 3.</typeparam>
internal static unsafe class RegisterTile<T, TVector, TLanes, TRows, TVectors>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TRows : ITileSize
    where TVectors : ITileSize
{
    /// <summary>Computes one whole tile; reads and writes whole registers.</summary>
    /// <param name="depth">Length of the contraction.</param>
    /// <param name="a">First element of A; element (r, k) lies at r * aRow + k * aStep.</param>
    /// <param name="aRow">Distance of neighbouring rows of A.</param>
    /// <param name="aStep">Distance of neighbouring columns of A.</param>
    /// <param name="b">First element of B; row k starts at k * bStep.</param>
    /// <param name="bStep">Distance of neighbouring rows of B.</param>
    /// <param name="c">First element of C.</param>
    /// <param name="cRow">Distance of neighbouring rows of C.</param>
    /// <param name="finish">Scaling and target.</param>
    /// <param name="row">Row of the tile's corner among the row scales.</param>
    /// <param name="column">Column of the tile's corner among the column scales.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        nint depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, in TileFinish<T> finish, nint row, nint column)
    {
        TVector c00 = TLanes.Zero, c01 = TLanes.Zero, c02 = TLanes.Zero;
        TVector c10 = TLanes.Zero, c11 = TLanes.Zero, c12 = TLanes.Zero;
        TVector c20 = TLanes.Zero, c21 = TLanes.Zero, c22 = TLanes.Zero;
        TVector c30 = TLanes.Zero, c31 = TLanes.Zero, c32 = TLanes.Zero;
        TVector c40 = TLanes.Zero, c41 = TLanes.Zero, c42 = TLanes.Zero;
        TVector c50 = TLanes.Zero, c51 = TLanes.Zero, c52 = TLanes.Zero;
        TVector c60 = TLanes.Zero, c61 = TLanes.Zero, c62 = TLanes.Zero;
        TVector c70 = TLanes.Zero, c71 = TLanes.Zero, c72 = TLanes.Zero;
        nint row1 = aRow * sizeof(T), row2 = 2 * row1;
        byte* a0 = (byte*)a, a3 = a0 + row1 + row2, a6 = a3 + row1 + row2;
        nint aBytes = aStep * sizeof(T);
        for (nint k = depth; k > 0; k--)
        {
            TVector b0 = TLanes.Load(b);
            TVector b1 = TVectors.Value > 1 ? TLanes.Load(b + TLanes.Count) : b0;
            TVector b2 = TVectors.Value > 2 ? TLanes.Load(b + (2 * TLanes.Count)) : b0;
            Step(0, a0, b0, b1, b2, ref c00, ref c01, ref c02);
            Step(1, a0 + row1, b0, b1, b2, ref c10, ref c11, ref c12);
            Step(2, a0 + row2, b0, b1, b2, ref c20, ref c21, ref c22);
            Step(3, a3, b0, b1, b2, ref c30, ref c31, ref c32);
            Step(4, a3 + row1, b0, b1, b2, ref c40, ref c41, ref c42);
            Step(5, a3 + row2, b0, b1, b2, ref c50, ref c51, ref c52);
            Step(6, a6, b0, b1, b2, ref c60, ref c61, ref c62);
            Step(7, a6 + row1, b0, b1, b2, ref c70, ref c71, ref c72);
            b += bStep;
            a0 += aBytes;
            a3 += aBytes;
            a6 += aBytes;
        }
        if (finish.ColumnScale is not null)
        {
            T* s = finish.ColumnScale + column;
            TVector s0 = TLanes.Load(s);
            TVector s1 = TVectors.Value > 1 ? TLanes.Load(s + TLanes.Count) : s0;
            TVector s2 = TVectors.Value > 2 ? TLanes.Load(s + (2 * TLanes.Count)) : s0;
            Scale(0, s0, s1, s2, ref c00, ref c01, ref c02);
            Scale(1, s0, s1, s2, ref c10, ref c11, ref c12);
            Scale(2, s0, s1, s2, ref c20, ref c21, ref c22);
            Scale(3, s0, s1, s2, ref c30, ref c31, ref c32);
            Scale(4, s0, s1, s2, ref c40, ref c41, ref c42);
            Scale(5, s0, s1, s2, ref c50, ref c51, ref c52);
            Scale(6, s0, s1, s2, ref c60, ref c61, ref c62);
            Scale(7, s0, s1, s2, ref c70, ref c71, ref c72);
        }
        if (finish.RowScale is not null)
        {
            nint step = finish.RowScaleStride;
            T* s = finish.RowScale + (row * step);
            ScaleRow(0, s, ref c00, ref c01, ref c02);
            ScaleRow(1, s + step, ref c10, ref c11, ref c12);
            ScaleRow(2, s + (2 * step), ref c20, ref c21, ref c22);
            ScaleRow(3, s + (3 * step), ref c30, ref c31, ref c32);
            ScaleRow(4, s + (4 * step), ref c40, ref c41, ref c42);
            ScaleRow(5, s + (5 * step), ref c50, ref c51, ref c52);
            ScaleRow(6, s + (6 * step), ref c60, ref c61, ref c62);
            ScaleRow(7, s + (7 * step), ref c70, ref c71, ref c72);
        }
        if (finish.Target == TileTarget.Set)
        {
            Store(0, c, c00, c01, c02);
            Store(1, c + cRow, c10, c11, c12);
            Store(2, c + (2 * cRow), c20, c21, c22);
            Store(3, c + (3 * cRow), c30, c31, c32);
            Store(4, c + (4 * cRow), c40, c41, c42);
            Store(5, c + (5 * cRow), c50, c51, c52);
            Store(6, c + (6 * cRow), c60, c61, c62);
            Store(7, c + (7 * cRow), c70, c71, c72);
        }
        else if (finish.Target == TileTarget.Add)
        {
            Add(0, c, c00, c01, c02);
            Add(1, c + cRow, c10, c11, c12);
            Add(2, c + (2 * cRow), c20, c21, c22);
            Add(3, c + (3 * cRow), c30, c31, c32);
            Add(4, c + (4 * cRow), c40, c41, c42);
            Add(5, c + (5 * cRow), c50, c51, c52);
            Add(6, c + (6 * cRow), c60, c61, c62);
            Add(7, c + (7 * cRow), c70, c71, c72);
        }
        else
        {
            Subtract(0, c, c00, c01, c02);
            Subtract(1, c + cRow, c10, c11, c12);
            Subtract(2, c + (2 * cRow), c20, c21, c22);
            Subtract(3, c + (3 * cRow), c30, c31, c32);
            Subtract(4, c + (4 * cRow), c40, c41, c42);
            Subtract(5, c + (5 * cRow), c50, c51, c52);
            Subtract(6, c + (6 * cRow), c60, c61, c62);
            Subtract(7, c + (7 * cRow), c70, c71, c72);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(int row, byte* a, TVector b0, TVector b1, TVector b2, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TVector x = TLanes.Broadcast(*(T*)a);
        c0 = TLanes.MultiplyAdd(x, b0, c0);
        if (TVectors.Value > 1)
        {
            c1 = TLanes.MultiplyAdd(x, b1, c1);
        }
        if (TVectors.Value > 2)
        {
            c2 = TLanes.MultiplyAdd(x, b2, c2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(int row, TVector s0, TVector s1, TVector s2, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        c0 = TLanes.Multiply(c0, s0);
        if (TVectors.Value > 1)
        {
            c1 = TLanes.Multiply(c1, s1);
        }
        if (TVectors.Value > 2)
        {
            c2 = TLanes.Multiply(c2, s2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleRow(int row, T* scale, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TVector s = TLanes.Broadcast(*scale);
        c0 = TLanes.Multiply(c0, s);
        if (TVectors.Value > 1)
        {
            c1 = TLanes.Multiply(c1, s);
        }
        if (TVectors.Value > 2)
        {
            c2 = TLanes.Multiply(c2, s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int row, T* c, TVector c0, TVector c1, TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TLanes.Store(c, c0);
        if (TVectors.Value > 1)
        {
            TLanes.Store(c + TLanes.Count, c1);
        }
        if (TVectors.Value > 2)
        {
            TLanes.Store(c + (2 * TLanes.Count), c2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(int row, T* c, TVector c0, TVector c1, TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TLanes.Store(c, TLanes.Add(TLanes.Load(c), c0));
        if (TVectors.Value > 1)
        {
            TLanes.Store(c + TLanes.Count, TLanes.Add(TLanes.Load(c + TLanes.Count), c1));
        }
        if (TVectors.Value > 2)
        {
            TLanes.Store(c + (2 * TLanes.Count), TLanes.Add(TLanes.Load(c + (2 * TLanes.Count)), c2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(int row, T* c, TVector c0, TVector c1, TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TLanes.Store(c, TLanes.Subtract(TLanes.Load(c), c0));
        if (TVectors.Value > 1)
        {
            TLanes.Store(c + TLanes.Count, TLanes.Subtract(TLanes.Load(c + TLanes.Count), c1));
        }
        if (TVectors.Value > 2)
        {
            TLanes.Store(c + (2 * TLanes.Count), TLanes.Subtract(TLanes.Load(c + (2 * TLanes.Count)), c2));
        }
    }
}
