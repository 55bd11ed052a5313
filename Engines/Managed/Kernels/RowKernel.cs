using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Products of a matrix with one vector, row by row.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class RowKernel<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>target[r] = M[r, :] . x over whole registers.</summary>
    /// <param name="rows">Rows of M.</param>
    /// <param name="vectors">Registers across; what lies beyond the real columns must be zero in x.</param>
    /// <param name="matrix">M.</param>
    /// <param name="stride">Row length of M.</param>
    /// <param name="x">The vector.</param>
    /// <param name="target">Receives one number a row.</param>
    public static void Dots(int rows, int vectors, T* matrix, nint stride, T* x, T* target)
    {
        int r = 0;
        for (; r + 3 < rows; r += 4, matrix += 4 * stride)
        {
            TVector sum0 = TLanes.Zero, sum1 = TLanes.Zero, sum2 = TLanes.Zero, sum3 = TLanes.Zero;
            T* row = matrix;
            for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count, row += TLanes.Count)
            {
                var value = TLanes.Load(x + at);
                sum0 = TLanes.MultiplyAdd(TLanes.Load(row), value, sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Load(row + stride), value, sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Load(row + (2 * stride)), value, sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load(row + (3 * stride)), value, sum3);
            }
            TLanes.Sum(sum0, sum1, sum2, sum3, target + r);
        }
        for (; r < rows; r++, matrix += stride)
        {
            target[r] = Dot(vectors, matrix, x);
        }
    }

    /// <summary>target[r] = X[r, :] . Y[r, :] over whole registers.</summary>
    /// <param name="rows">Rows of both.</param>
    /// <param name="vectors">Registers across; what lies beyond the real columns must be zero in one of them.</param>
    /// <param name="x">X.</param>
    /// <param name="xStride">Row length of X.</param>
    /// <param name="y">Y.</param>
    /// <param name="yStride">Row length of Y.</param>
    /// <param name="target">Receives one number a row.</param>
    public static void RowDots(int rows, int vectors, T* x, nint xStride, T* y, nint yStride, T* target)
    {
        int r = 0;
        for (; r + 3 < rows; r += 4, x += 4 * xStride, y += 4 * yStride)
        {
            TVector sum0 = TLanes.Zero, sum1 = TLanes.Zero, sum2 = TLanes.Zero, sum3 = TLanes.Zero;
            T* a = x;
            T* b = y;
            for (int v = 0; v < vectors; v++, a += TLanes.Count, b += TLanes.Count)
            {
                sum0 = TLanes.MultiplyAdd(TLanes.Load(a), TLanes.Load(b), sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Load(a + xStride), TLanes.Load(b + yStride), sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Load(a + (2 * xStride)), TLanes.Load(b + (2 * yStride)), sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load(a + (3 * xStride)), TLanes.Load(b + (3 * yStride)), sum3);
            }
            TLanes.Sum(sum0, sum1, sum2, sum3, target + r);
        }
        for (; r < rows; r++, x += xStride, y += yStride)
        {
            target[r] = Dot(vectors, x, y);
        }
    }

    /// <summary>x . y over whole registers.</summary>
    public static T Dot(int vectors, T* x, T* y)
    {
        TVector even = TLanes.Zero, odd = TLanes.Zero;
        int v = 0;
        for (; v + 1 < vectors; v += 2)
        {
            even = TLanes.MultiplyAdd(TLanes.Load(x + (v * TLanes.Count)), TLanes.Load(y + (v * TLanes.Count)), even);
            odd = TLanes.MultiplyAdd(TLanes.Load(x + ((v + 1) * TLanes.Count)), TLanes.Load(y + ((v + 1) * TLanes.Count)), odd);
        }
        if (v < vectors)
        {
            even = TLanes.MultiplyAdd(TLanes.Load(x + (v * TLanes.Count)), TLanes.Load(y + (v * TLanes.Count)), even);
        }
        return TLanes.Sum(TLanes.Add(even, odd));
    }

    /// <summary>The register of x at <paramref name="at"/>, zero beyond <paramref name="count"/>; reads no further.</summary>
    public static TVector LoadUpTo(T* x, int at, int count) =>
        count - at >= TLanes.Count ? TLanes.Load(x + at) : TLanes.LoadFirst(x + at, count - at);

    /// <summary>target += x; reads no further than <paramref name="count"/> of x, while target is padded.</summary>
    public static void AddTo(int count, T* x, T* target)
    {
        for (int at = 0; at < count; at += TLanes.Count)
        {
            TLanes.Store(target + at, TLanes.Add(TLanes.Load(target + at), LoadUpTo(x, at, count)));
        }
    }

    /// <summary>|x|^2, summed in double precision.</summary>
    public static double SquaredNorm(int count, T* x)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double value = double.CreateTruncating(x[i]);
            sum += value * value;
        }
        return sum;
    }
}
