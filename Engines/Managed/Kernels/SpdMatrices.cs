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
        int lanes = width switch
        {
            VectorWidth.Bits512 => Vector512<T>.Count,
            VectorWidth.Bits256 => Vector256<T>.Count,
            VectorWidth.Bits128 => Vector128<T>.Count,
            _ => 1,
        };
        bool sideBySide = LaneLayout.Pays(n, batch, lanes);
        lanes = sideBySide ? lanes : 1;
        long perItem = Math.Clamp(60_000 / ((long)n * n * n), 1, batch);
        perItem = (perItem + lanes - 1) / lanes * lanes;
        int items = checked((int)((batch + perItem - 1) / perItem));
        pool.Run(items, new Body<T>(batch, perItem, n, a, result, invert, width, sideBySide, lanes, &cell));
        return cell.Failure;
    }

    private readonly struct Body<T>(
        long batch, long perItem, int n, T* a, T* result, bool invert, VectorWidth width, bool sideBySide, int lanes,
        FailureCell* failures) : IParallelBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int item)
        {
            long end = Math.Min((item + 1) * perItem, batch);
            for (long i = item * perItem; i < end; i += lanes)
            {
                switch (width)
                {
                    case VectorWidth.Bits512:
                        Some<Vector512<T>, Lanes512<T>>(i, end);
                        break;
                    case VectorWidth.Bits256:
                        Some<Vector256<T>, Lanes256<T>>(i, end);
                        break;
                    case VectorWidth.Bits128:
                        Some<Vector128<T>, Lanes128<T>>(i, end);
                        break;
                    default:
                        Some<T, LanesScalar<T>>(i, end);
                        break;
                }
            }
        }

        private void Some<TVector, TLanes>(long first, long end)
            where TVector : struct
            where TLanes : ILanes<T, TVector>
        {
            if (sideBySide)
            {
                Group<TVector, TLanes>(first, (int)Math.Min(lanes, end - first));
                return;
            }
            long size = (long)n * n;
            int row = One<TVector, TLanes>(a + (first * size), result + (first * size));
            if (row >= 0)
            {
                FailureCell.Report(failures, first, row);
            }
        }

        /// <summary>One matrix a lane; lanes left over hold unit matrices.</summary>
        private void Group<TVector, TLanes>(long first, int count)
            where TVector : struct
            where TLanes : ILanes<T, TVector>
        {
            using var scratch = Scratch.Enter();
            int size = n * n, w = LaneLayout.Width(n);
            T* s = scratch.Take<T>(LaneMatrices<T, TVector, TLanes>.Size(n)), x = scratch.Take<T>(LaneMatrices<T, TVector, TLanes>.Size(n));
            T* pivots = scratch.Take<T>(w * lanes), turned = scratch.Take<T>(size * lanes);
            Transposition.Copy(count, size, a + (first * size), size, turned, lanes);
            for (int i = 0; i < n; i++)
            {
                T* row = s + (i * w * lanes);
                new Span<T>(turned + (i * n * lanes), (i + 1) * lanes).CopyTo(new Span<T>(row, (i + 1) * lanes));
                for (int j = 0; count < lanes && j <= i; j++)
                {
                    new Span<T>(row + (j * lanes) + count, lanes - count).Fill(i == j ? T.One : T.Zero);
                }
            }
            LaneMatrices<T, TVector, TLanes>.Pad(n, s);
            LaneMatrices<T, TVector, TLanes>.Factor(n, s, pivots);
            if (invert)
            {
                LaneMatrices<T, TVector, TLanes>.InvertFactor(n, s, x);
                LaneMatrices<T, TVector, TLanes>.Inverse(n, x, s);
            }
            else
            {
                LaneMatrices<T, TVector, TLanes>.RestoreDiagonal(n, s);
            }
            for (int i = 0; i < n; i++)
            {
                int columns = invert ? n : i + 1;
                T* row = turned + (i * n * lanes);
                new Span<T>(s + (i * w * lanes), columns * lanes).CopyTo(new Span<T>(row, columns * lanes));
                new Span<T>(row + (columns * lanes), (n - columns) * lanes).Clear();
            }
            Transposition.Copy(size, count, turned, lanes, result + (first * size), size);
            for (int m = 0; m < count; m++)
            {
                for (int i = 0; i < n; i++)
                {
                    if (!(pivots[(i * lanes) + m] > T.Zero && pivots[(i * lanes) + m] < T.PositiveInfinity))
                    {
                        FailureCell.Report(failures, first + m, i);
                        break;
                    }
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
