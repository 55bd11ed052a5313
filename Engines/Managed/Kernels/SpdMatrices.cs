using System.Numerics;
using System.Runtime.Intrinsics;

namespace ProbBnn.Engines.Managed;

/// <summary>Batches of symmetric positive definite matrices: lower Cholesky factors and inverses, on all threads of a pool.</summary>
internal static unsafe class SpdMatrices
{
    /// <summary>C with A = C C', C lower triangular with positive diagonal; above the diagonal C is zero.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="batch">Number of matrices.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="a">The matrices, [batch, n, n]; only the part at and below the diagonal is read.</param>
    /// <param name="factor">Receives the factors, [batch, n, n]; may be <paramref name="a"/> itself.</param>
    /// <param name="width">Register width.</param>
    /// <param name="pool">The threads.</param>
    /// <returns>The first matrix that is not positive definite (its factor is left undefined), or null.</returns>
    public static MatrixFailure? Cholesky<T>(long batch, int n, T* a, T* factor, VectorWidth width, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(batch, n, a, factor, false, width, pool);

    /// <summary>The inverses, both triangles filled.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="batch">Number of matrices.</param>
    /// <param name="n">Rows and columns.</param>
    /// <param name="a">The matrices, [batch, n, n]; only the part at and below the diagonal is read.</param>
    /// <param name="inverse">Receives the inverses, [batch, n, n]; may be <paramref name="a"/> itself.</param>
    /// <param name="width">Register width.</param>
    /// <param name="pool">The threads.</param>
    /// <returns>The first matrix that is not positive definite (its inverse is left undefined), or null.</returns>
    public static MatrixFailure? Inverse<T>(long batch, int n, T* a, T* inverse, VectorWidth width, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(batch, n, a, inverse, true, width, pool);

    private static MatrixFailure? Run<T>(long batch, int n, T* a, T* result, bool invert, VectorWidth width, WorkerPool pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (batch == 0 || n == 0)
        {
            return null;
        }
        var cell = FailureCell.Empty;
        long perItem = Math.Clamp(60_000 / ((long)n * n * n), 1, batch);
        int items = checked((int)((batch + perItem - 1) / perItem));
        pool.Run(items, new Body<T>(batch, perItem, n, a, result, invert, width, &cell));
        return cell.Failure;
    }

    private readonly struct Body<T>(
        long batch, long perItem, int n, T* a, T* result, bool invert, VectorWidth width, FailureCell* failures) : IParallelBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int item)
        {
            long size = (long)n * n;
            for (long i = item * perItem; i < Math.Min((item + 1) * perItem, batch); i++)
            {
                int row = width switch
                {
                    VectorWidth.Bits512 => One<Vector512<T>, Lanes512<T>>(a + (i * size), result + (i * size)),
                    VectorWidth.Bits256 => One<Vector256<T>, Lanes256<T>>(a + (i * size), result + (i * size)),
                    VectorWidth.Bits128 => One<Vector128<T>, Lanes128<T>>(a + (i * size), result + (i * size)),
                    _ => One<T, LanesScalar<T>>(a + (i * size), result + (i * size)),
                };
                if (row >= 0)
                {
                    FailureCell.Report(failures, i, row);
                }
            }
        }

        private int One<TVector, TLanes>(T* from, T* to)
            where TVector : struct
            where TLanes : ILanes<T, TVector>
        {
            using var scratch = Scratch.Enter();
            int stride = SpdKernel<T, TVector, TLanes>.Padded(n);
            T* s = scratch.Take<T>((nint)stride * stride);
            T* blocks = scratch.Take<T>(SpdKernel<T, TVector, TLanes>.BlocksSize(n));
            T* pivots = scratch.Take<T>(n);
            Transposition.Copy(n, n, from, n, s, stride);
            int failure = SpdKernel<T, TVector, TLanes>.Factor(n, s, stride, blocks, pivots);
            if (failure >= 0)
            {
                return failure;
            }
            if (!invert)
            {
                Transposition.Copy(n, n, s, stride, to, n);
                for (int i = 0; i < n; i++)
                {
                    new Span<T>(to + ((nint)i * n) + i + 1, n - i - 1).Clear();
                }
                return -1;
            }
            T* inverse = scratch.Take<T>((nint)stride * stride);
            SpdKernel<T, TVector, TLanes>.InvertFactor(n, s, stride, blocks);
            SpdKernel<T, TVector, TLanes>.Inverse(n, s, stride, inverse, stride);
            for (int i = 0; i < n; i++)
            {
                new Span<T>(inverse + ((nint)i * stride), n).CopyTo(new Span<T>(to + ((nint)i * n), n));
            }
            return -1;
        }
    }
}
