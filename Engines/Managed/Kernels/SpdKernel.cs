// Symmetric positive definite S, row-major, only its upper part read:
//   S = R'R by rows of blocks,      R[i,:] = T_i' ( S[i,:] - sum_{k<i} R[k,i]' R[k,:] ),   T_i = R[i,i]^-1;
//   X = R^-T, blocks below:         X[i,j] = -T_i' sum_{j<=k<i} R[k,i]' X[k,j],            X[i,i] = T_i';
//   S^-1 = X'X:                     S^-1[i,j] = sum_{k>=i} X[k,i]' X[k,j],  j <= i, then mirrored.
// A diagonal block is eliminated beside the unit matrix: [S | I] -> [D R~ | T~'], then rows are divided by the roots of the pivots D.
// Every product has the form C = C - A'B of a register tile; nothing is transposed on the way.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Factor and inverse of one symmetric positive definite matrix in padded scratch memory.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class SpdKernel<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Rows of a block: whole registers, and at least 8.</summary>
    public static int Block => Math.Max(8, TLanes.Count);

    /// <summary>Row length that a matrix of n columns needs.</summary>
    public static int Padded(int n) => (n + Block - 1) / Block * Block;

    /// <summary>Elements of the memory for the inverted diagonal blocks of an n x n matrix.</summary>
    public static int BlocksSize(int n) => Padded(n) * Block;

    /// <summary>Replaces the upper part of S by R with S = R'R and positive diagonal.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="s">The matrix; its upper part counts, and is replaced.</param>
    /// <param name="stride">Row length, at least <see cref="Padded"/>.</param>
    /// <param name="blocks">Receives T_i' of each diagonal block, <see cref="BlocksSize"/> elements.</param>
    /// <param name="pivots">Receives the n pivots, the squares of R's diagonal.</param>
    /// <returns>-1, or the first row whose pivot is not a positive finite number; S is then spoilt.</returns>
    public static int Factor(int n, T* s, nint stride, T* blocks, T* pivots)
    {
        for (int i = 0; i < n; i += Block)
        {
            int rows = Math.Min(Block, n - i);
            int vectors = TileProduct<T, TVector, TLanes>.Vectors(n - i);
            T* diagonal = s + (i * stride) + i;
            TileProduct<T, TVector, TLanes>.Rectangle(
                rows, vectors, i, s + i, 1, stride, s + i, stride, diagonal, stride, TileFinish<T>.Subtract);
            T* inverse = blocks + (i * Block);
            int failure = FactorDiagonal(rows, diagonal, stride, inverse, pivots + i);
            if (failure >= 0)
            {
                return i + failure;
            }
            int right = TileProduct<T, TVector, TLanes>.Vectors(n - i - Block);
            if (right > 0)
            {
                MultiplyInPlace(rows, right, inverse, diagonal + Block, stride);
            }
        }
        return -1;
    }

    /// <summary>Fills the diagonal blocks and the blocks below them with X = R^-T; the blocks above keep R.</summary>
    public static void InvertFactor(int n, T* s, nint stride, T* blocks)
    {
        T minus = -T.One;
        var negative = new TileFinish<T>(TileTarget.Set, rowScale: &minus);
        int across = Block / TLanes.Count;
        for (int i = 0; i < n; i += Block)
        {
            int rows = Math.Min(Block, n - i);
            T* row = s + (i * stride);
            T* inverse = blocks + (i * Block);
            for (int j = 0; j < i; j += Block)
            {
                TileProduct<T, TVector, TLanes>.Rectangle(
                    rows, across, i - j, s + (j * stride) + i, 1, stride, s + (j * stride) + j, stride, row + j, stride, negative);
            }
            if (i > 0)
            {
                MultiplyInPlace(rows, i / TLanes.Count, inverse, row, stride);
            }
            for (int r = 0; r < rows; r++)
            {
                new Span<T>(inverse + (r * Block), Block).CopyTo(new Span<T>(row + (r * stride) + i, Block));
            }
        }
    }

    /// <summary>The whole inverse X'X; columns beyond n, up to whole registers, become zero.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="x">What <see cref="InvertFactor"/> left.</param>
    /// <param name="stride">Row length of x.</param>
    /// <param name="inverse">Receives the inverse.</param>
    /// <param name="inverseStride">Row length of the inverse, at least <see cref="Padded"/>.</param>
    public static void Inverse(int n, T* x, nint stride, T* inverse, nint inverseStride)
    {
        int width = Padded(n);
        for (int i = 0; i < n; i += Block)
        {
            int rows = Math.Min(Block, n - i);
            TileProduct<T, TVector, TLanes>.Rectangle(
                rows, (i + Block) / TLanes.Count, n - i, x + (i * stride) + i, 1, stride, x + (i * stride), stride,
                inverse + (i * inverseStride), inverseStride, TileFinish<T>.Set);
        }
        Transposition.MirrorLower(n, inverse, inverseStride);
        for (int i = 0; i < n; i++)
        {
            new Span<T>(inverse + (i * inverseStride) + n, width - n).Clear();
        }
    }

    /// <summary>The sum of the logarithms of the pivots, in double precision.</summary>
    public static double LogDeterminant(int n, T* pivots)
    {
        double sum = 0, product = 1;
        for (int i = 0; i < n; i++)
        {
            product *= double.CreateTruncating(pivots[i]);
            if (product is > 1e150 or < 1e-150)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }
        return sum + Math.Log(product);
    }

    /// <summary>C = T' C in place, T' lower triangular: tiles from the bottom up, each after all tiles that read its rows.</summary>
    private static void MultiplyInPlace(int rows, int vectors, T* lower, T* c, nint stride)
    {
        var cut = TileProduct<T, TVector, TLanes>.Rows(rows, TLanes.TileVectors);
        for (int block = cut.Count - 1; block >= 0; block--)
        {
            int start = cut.Start(block), end = start + cut.Length(block);
            TileProduct<T, TVector, TLanes>.Strip(
                end - start, vectors, end, lower + (start * Block), Block, 1, c, stride, c + (start * stride), stride, TileFinish<T>.Set);
        }
    }

    /// <summary>
    /// Eliminates a diagonal block beside the unit matrix. The next pivot is computed ahead of its row, by the same operation as in the
    /// row, since the chain of pivots is what this takes time for. Writes whole rows of R's block; below its diagonal they mean nothing.
    /// </summary>
    [SkipLocalsInit]
    private static int FactorDiagonal(int n, T* s, nint stride, T* inverse, T* pivots)
    {
        int block = Block;
        T* work = stackalloc T[2 * block * block];
        for (int i = 0; i < n; i++)
        {
            T* row = work + (2 * i * block);
            for (int at = 0; at < block; at += TLanes.Count)
            {
                TLanes.Store(row + at, TLanes.Load(s + (i * stride) + at));
                TLanes.Store(row + block + at, TLanes.Zero);
            }
            row[block + i] = T.One;
        }
        T next = *work;
        for (int p = 0; p < n; p++)
        {
            T* pivotRow = work + (2 * p * block);
            T pivot = next;
            if (!(pivot > T.Zero && pivot < T.PositiveInfinity))
            {
                return p;
            }
            pivots[p] = pivot;
            T scale = -T.One / pivot;
            if (p + 1 < n)
            {
                next = T.FusedMultiplyAdd(pivotRow[p + 1] * scale, pivotRow[p + 1], pivotRow[(2 * block) + p + 1]);
            }
            Eliminate(n - p - 1, pivotRow, pivotRow + p + 1, scale);
        }
        for (int i = 0; i < n; i++)
        {
            T* row = work + (2 * i * block);
            var root = TLanes.Broadcast(T.One / T.Sqrt(pivots[i]));
            for (int at = 0; at < block; at += TLanes.Count)
            {
                TLanes.Store(s + (i * stride) + at, TLanes.Multiply(root, TLanes.Load(row + at)));
                TLanes.Store(inverse + (i * block) + at, TLanes.Multiply(root, TLanes.Load(row + block + at)));
            }
        }
        return -1;
    }

    /// <summary>row += (factor scale) pivotRow for the rows below; rows are two blocks long.</summary>
    private static void Eliminate(int rows, T* pivotRow, T* factors, T scale)
    {
        int width = 2 * Block;
        T* row = pivotRow + width;
        if (width == 2 * TLanes.Count)
        {
            TVector left = TLanes.Load(pivotRow), right = TLanes.Load(pivotRow + TLanes.Count);
            for (int i = 0; i < rows; i++, row += width)
            {
                var factor = TLanes.Broadcast(factors[i] * scale);
                TLanes.Store(row, TLanes.MultiplyAdd(factor, left, TLanes.Load(row)));
                TLanes.Store(row + TLanes.Count, TLanes.MultiplyAdd(factor, right, TLanes.Load(row + TLanes.Count)));
            }
            return;
        }
        for (int i = 0; i < rows; i++, row += width)
        {
            var factor = TLanes.Broadcast(factors[i] * scale);
            for (int at = 0; at < width; at += TLanes.Count)
            {
                TLanes.Store(row + at, TLanes.MultiplyAdd(factor, TLanes.Load(pivotRow + at), TLanes.Load(row + at)));
            }
        }
    }
}
