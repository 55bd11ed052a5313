using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbBnn.Engines.Managed;

/// <summary>Copies a matrix to its transpose, in squares of 4 x 4 (double) or 8 x 8 (single) registers where the hardware can.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[j, i] = source[i, j].</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="source">The source, [rows, columns].</param>
    /// <param name="sourceStride">Distance of neighbouring rows of the source.</param>
    /// <param name="target">The target, [columns, rows]; must not overlap the source, unless both lie apart inside one matrix.</param>
    /// <param name="targetStride">Distance of neighbouring rows of the target.</param>
    public static void Copy<T>(int rows, int columns, T* source, nint sourceStride, T* target, nint targetStride)
        where T : unmanaged
    {
        int edge = !Avx.IsSupported ? 0 : typeof(T) == typeof(double) ? (Avx512F.IsSupported ? 8 : 4) : typeof(T) == typeof(float) ? 8 : 0;
        int wholeRows = edge == 0 ? 0 : rows - (rows % edge);
        int wholeColumns = edge == 0 ? 0 : columns - (columns % edge);
        for (int i = 0; i < wholeRows; i += edge)
        {
            for (int j = 0; j < wholeColumns; j += edge)
            {
                T* from = source + (i * sourceStride) + j;
                T* to = target + (j * targetStride) + i;
                if (typeof(T) == typeof(double) && Avx512F.IsSupported)
                    LargeSquare((double*)from, sourceStride, (double*)to, targetStride);
                else if (typeof(T) == typeof(double))
                    Square((double*)from, sourceStride, (double*)to, targetStride);
                else
                    Square((float*)from, sourceStride, (float*)to, targetStride);
            }
        }
        Plain(0, wholeRows, wholeColumns, columns, source, sourceStride, target, targetStride);
        Plain(wholeRows, rows, 0, columns, source, sourceStride, target, targetStride);
    }

    /// <summary>Copies the part of a square matrix below the diagonal to the part above it.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="n">Rows and columns.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="stride">Distance of neighbouring rows.</param>
    public static void MirrorLower<T>(int n, T* matrix, nint stride)
        where T : unmanaged
    {
        const int block = 8;
        for (int i = 0; i < n; i += block)
        {
            int end = Math.Min(n, i + block);
            for (int r = i; r < end; r++)
            {
                for (int c = i; c < r; c++)
                {
                    matrix[(c * stride) + r] = matrix[(r * stride) + c];
                }
            }
            Copy(end - i, i, matrix + (i * stride), stride, matrix + i, stride);
        }
    }

    private static void Plain<T>(int row, int endRow, int column, int endColumn, T* source, nint sourceStride, T* target, nint targetStride)
        where T : unmanaged
    {
        for (int i = row; i < endRow; i++)
        {
            for (int j = column; j < endColumn; j++)
            {
                target[(j * targetStride) + i] = source[(i * sourceStride) + j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(double* source, nint sourceStride, double* target, nint targetStride)
    {
        var r0 = Vector256.Load(source);
        var r1 = Vector256.Load(source + sourceStride);
        var r2 = Vector256.Load(source + (2 * sourceStride));
        var r3 = Vector256.Load(source + (3 * sourceStride));
        var a = Avx.UnpackLow(r0, r1);
        var b = Avx.UnpackHigh(r0, r1);
        var c = Avx.UnpackLow(r2, r3);
        var d = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(a, c, 0x20).Store(target);
        Avx.Permute2x128(b, d, 0x20).Store(target + targetStride);
        Avx.Permute2x128(a, c, 0x31).Store(target + (2 * targetStride));
        Avx.Permute2x128(b, d, 0x31).Store(target + (3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LargeSquare(double* source, nint sourceStride, double* target, nint targetStride)
    {
        // Pairs of rows interleave; then quarters of four interleaved rows make one half column each.
        Vector512<double> r0 = Vector512.Load(source), r1 = Vector512.Load(source + sourceStride);
        Vector512<double> r2 = Vector512.Load(source + (2 * sourceStride)), r3 = Vector512.Load(source + (3 * sourceStride));
        Vector512<double> r4 = Vector512.Load(source + (4 * sourceStride)), r5 = Vector512.Load(source + (5 * sourceStride));
        Vector512<double> r6 = Vector512.Load(source + (6 * sourceStride)), r7 = Vector512.Load(source + (7 * sourceStride));
        Quarters(
            Avx512F.UnpackLow(r0, r1), Avx512F.UnpackLow(r2, r3), Avx512F.UnpackLow(r4, r5), Avx512F.UnpackLow(r6, r7), target,
            2 * targetStride);
        Quarters(
            Avx512F.UnpackHigh(r0, r1), Avx512F.UnpackHigh(r2, r3), Avx512F.UnpackHigh(r4, r5), Avx512F.UnpackHigh(r6, r7),
            target + targetStride, 2 * targetStride);
    }

    /// <summary>Quarter q of a, b, c, d makes row q of the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, double* target, nint stride)
    {
        var ab01 = Avx512F.Shuffle4x128(a, b, 0x44);
        var ab23 = Avx512F.Shuffle4x128(a, b, 0xEE);
        var cd01 = Avx512F.Shuffle4x128(c, d, 0x44);
        var cd23 = Avx512F.Shuffle4x128(c, d, 0xEE);
        Avx512F.Shuffle4x128(ab01, cd01, 0x88).Store(target);
        Avx512F.Shuffle4x128(ab01, cd01, 0xDD).Store(target + stride);
        Avx512F.Shuffle4x128(ab23, cd23, 0x88).Store(target + (2 * stride));
        Avx512F.Shuffle4x128(ab23, cd23, 0xDD).Store(target + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var (a0, a1) = Pairs(source, source + sourceStride);
        var (a2, a3) = Pairs(source + (2 * sourceStride), source + (3 * sourceStride));
        var (a4, a5) = Pairs(source + (4 * sourceStride), source + (5 * sourceStride));
        var (a6, a7) = Pairs(source + (6 * sourceStride), source + (7 * sourceStride));
        Halves(Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a4, a6, 0x44), target, 4 * targetStride);
        Halves(Avx.Shuffle(a0, a2, 0xEE), Avx.Shuffle(a4, a6, 0xEE), target + targetStride, 4 * targetStride);
        Halves(Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a5, a7, 0x44), target + (2 * targetStride), 4 * targetStride);
        Halves(Avx.Shuffle(a1, a3, 0xEE), Avx.Shuffle(a5, a7, 0xEE), target + (3 * targetStride), 4 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Pairs(float* row, float* next) =>
        (Avx.UnpackLow(Vector256.Load(row), Vector256.Load(next)), Avx.UnpackHigh(Vector256.Load(row), Vector256.Load(next)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<float> left, Vector256<float> right, float* target, nint lower)
    {
        Avx.Permute2x128(left, right, 0x20).Store(target);
        Avx.Permute2x128(left, right, 0x31).Store(target + lower);
    }
}
