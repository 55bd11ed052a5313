// C[r, :] = start[r, :] + sum_k A[r, k] B[k, :] over r < TRows and TVectors registers, for one block of rows below the other.
// A is read one element at a time (any strides, so its transpose costs nothing), B one register at a time along its rows. The sum over k
// runs in order 0, 1, 2, .. with one fused multiply-add each, so a value depends on neither tile nor thread. What a sum starts from is
// read from memory: a bias (the same row again and again), zeros, or C itself.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>The innermost loop of dense networks: a tile of C held in registers while the contraction runs.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
/// <typeparam name="TRows">Rows of the tile, 1 to 8.</typeparam>
/// <typeparam name="TVectors">Registers across the tile, 1 to 3.</typeparam>
internal static unsafe class DenseTile<T, TVector, TMath, TRows, TVectors>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
    where TRows : ITileSize
    where TVectors : ITileSize
{
    /// <summary>Computes tiles that lie below each other; reads and writes whole registers.</summary>
    /// <param name="tiles">Number of tiles.</param>
    /// <param name="depth">Length of the contraction.</param>
    /// <param name="a">First element of A; element (r, k) lies at r * aRow + k * aStep.</param>
    /// <param name="aRow">Distance of neighbouring rows of A.</param>
    /// <param name="aStep">Distance of neighbouring columns of A.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="bStep">Distance of neighbouring rows of B.</param>
    /// <param name="start">What the sums start from; may be C.</param>
    /// <param name="startRow">Distance of its neighbouring rows, 0 for one row that is repeated.</param>
    /// <param name="c">First element of C.</param>
    /// <param name="cRow">Distance of neighbouring rows of C.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        int tiles, nint depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* start, nint startRow, T* c, nint cRow)
    {
        nint row1 = aRow, row2 = 2 * aRow, row3 = 3 * aRow, half = 4 * aRow;
        for (; tiles > 0; tiles--)
        {
            TVector c00 = Start(0, 0, start, startRow), c01 = Start(0, 1, start, startRow), c02 = Start(0, 2, start, startRow);
            TVector c10 = Start(1, 0, start, startRow), c11 = Start(1, 1, start, startRow), c12 = Start(1, 2, start, startRow);
            TVector c20 = Start(2, 0, start, startRow), c21 = Start(2, 1, start, startRow), c22 = Start(2, 2, start, startRow);
            TVector c30 = Start(3, 0, start, startRow), c31 = Start(3, 1, start, startRow), c32 = Start(3, 2, start, startRow);
            TVector c40 = Start(4, 0, start, startRow), c41 = Start(4, 1, start, startRow), c42 = Start(4, 2, start, startRow);
            TVector c50 = Start(5, 0, start, startRow), c51 = Start(5, 1, start, startRow), c52 = Start(5, 2, start, startRow);
            TVector c60 = Start(6, 0, start, startRow), c61 = Start(6, 1, start, startRow), c62 = Start(6, 2, start, startRow);
            TVector c70 = Start(7, 0, start, startRow), c71 = Start(7, 1, start, startRow), c72 = Start(7, 2, start, startRow);
            T* left = a, lower = a + half, right = b;
            for (nint k = depth; k > 0; k--)
            {
                TVector b0 = TMath.Load(right);
                TVector b1 = TVectors.Value > 1 ? TMath.Load(right + TMath.Count) : b0;
                TVector b2 = TVectors.Value > 2 ? TMath.Load(right + (2 * TMath.Count)) : b0;
                Step(0, left, b0, b1, b2, ref c00, ref c01, ref c02);
                Step(1, left + row1, b0, b1, b2, ref c10, ref c11, ref c12);
                Step(2, left + row2, b0, b1, b2, ref c20, ref c21, ref c22);
                Step(3, left + row3, b0, b1, b2, ref c30, ref c31, ref c32);
                Step(4, lower, b0, b1, b2, ref c40, ref c41, ref c42);
                Step(5, lower + row1, b0, b1, b2, ref c50, ref c51, ref c52);
                Step(6, lower + row2, b0, b1, b2, ref c60, ref c61, ref c62);
                Step(7, lower + row3, b0, b1, b2, ref c70, ref c71, ref c72);
                right += bStep;
                left += aStep;
                if (TRows.Value > 4)
                {
                    lower += aStep;
                }
            }
            Store(0, c + (0 * cRow), c00, c01, c02);
            Store(1, c + (1 * cRow), c10, c11, c12);
            Store(2, c + (2 * cRow), c20, c21, c22);
            Store(3, c + (3 * cRow), c30, c31, c32);
            Store(4, c + (4 * cRow), c40, c41, c42);
            Store(5, c + (5 * cRow), c50, c51, c52);
            Store(6, c + (6 * cRow), c60, c61, c62);
            Store(7, c + (7 * cRow), c70, c71, c72);
            a += TRows.Value * aRow;
            start += TRows.Value * startRow;
            c += TRows.Value * cRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start(int row, int vector, T* start, nint startRow) =>
        row < TRows.Value && vector < TVectors.Value ? TMath.Load(start + (row * startRow) + (vector * TMath.Count)) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(int row, T* a, TVector b0, TVector b1, TVector b2, ref TVector c0, ref TVector c1, ref TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TVector x = TMath.Broadcast(*a);
        c0 = TMath.MultiplyAdd(x, b0, c0);
        if (TVectors.Value > 1)
        {
            c1 = TMath.MultiplyAdd(x, b1, c1);
        }
        if (TVectors.Value > 2)
        {
            c2 = TMath.MultiplyAdd(x, b2, c2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int row, T* c, TVector c0, TVector c1, TVector c2)
    {
        if (row >= TRows.Value)
        {
            return;
        }
        TMath.Store(c, c0);
        if (TVectors.Value > 1)
        {
            TMath.Store(c + TMath.Count, c1);
        }
        if (TVectors.Value > 2)
        {
            TMath.Store(c + (2 * TMath.Count), c2);
        }
    }
}
