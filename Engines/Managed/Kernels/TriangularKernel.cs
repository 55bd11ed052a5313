// L X = B by rows of blocks,  X[i] = L[i,i]^-1 ( B[i] - sum_{k<i} L[i,k] X[k] );  U X = B likewise from the last row up.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Triangular systems with many right-hand sides, in padded scratch memory.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class TriangularKernel<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private const int Block = 8;

    /// <summary>Solves in place.</summary>
    /// <param name="triangle">The matrix, n x n; the other part is not read.</param>
    /// <param name="lower">Whether it is lower triangular.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="vectors">Registers across the right-hand sides.</param>
    /// <param name="x">Right-hand sides, replaced by the solutions.</param>
    /// <param name="stride">Row length of x.</param>
    /// <returns>-1, or a row whose diagonal element is zero or not finite; x is then spoilt.</returns>
    public static int Solve(MatrixView<T> triangle, bool lower, int n, int vectors, T* x, nint stride)
    {
        T* inverse = stackalloc T[Block * Block];
        T* result = stackalloc T[Block * TLanes.Count * TLanes.TileVectors];
        int count = (n + Block - 1) / Block;
        for (int b = 0; b < count; b++)
        {
            int i = Block * (lower ? b : count - 1 - b);
            int rows = Math.Min(Block, n - i), end = i + rows;
            int failure = InvertDiagonal(triangle.From(i, i), lower, rows, inverse);
            if (failure >= 0)
            {
                return i + failure;
            }
            T* target = x + (i * stride);
            int from = lower ? 0 : end, depth = lower ? i : n - end;
            TileProduct<T, TVector, TLanes>.Rectangle(
                rows, vectors, depth, triangle.At(i, from), triangle.RowStride, triangle.ColumnStride, x + (from * stride), stride,
                target, stride, TileFinish<T>.Subtract);
            for (int v = 0; v < vectors; v += TLanes.TileVectors)
            {
                int across = Math.Min(TLanes.TileVectors, vectors - v), width = across * TLanes.Count;
                TileProduct<T, TVector, TLanes>.Rectangle(
                    rows, across, rows, inverse, Block, 1, target + (v * TLanes.Count), stride, result, width, TileFinish<T>.Set);
                for (int r = 0; r < rows; r++)
                {
                    new Span<T>(result + (r * width), width).CopyTo(new Span<T>(target + (r * stride) + (v * TLanes.Count), width));
                }
            }
        }
        return -1;
    }

    /// <summary>The inverse of a small triangle, column by column; the other part becomes zero.</summary>
    private static int InvertDiagonal(MatrixView<T> triangle, bool lower, int n, T* inverse)
    {
        for (int i = 0; i < n; i++)
        {
            T pivot = *triangle.At(i, i);
            if (pivot == T.Zero || !T.IsFinite(pivot))
            {
                return i;
            }
        }
        new Span<T>(inverse, Block * Block).Clear();
        for (int j = 0; j < n; j++)
        {
            for (int step = 0; step < (lower ? n - j : j + 1); step++)
            {
                int i = lower ? j + step : j - step;
                T sum = i == j ? T.One : T.Zero;
                for (int k = lower ? j : i + 1; k < (lower ? i : j + 1); k++)
                {
                    sum -= *triangle.At(i, k) * inverse[(k * Block) + j];
                }
                inverse[(i * Block) + j] = sum / *triangle.At(i, i);
            }
        }
        return -1;
    }
}
