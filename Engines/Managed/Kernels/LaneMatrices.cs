// As many symmetric positive definite matrices at once as a register has lanes, one in each: element (i, j) of all of them lies at
// row i, column j of [w, w, lanes], w = n up to whole blocks of 3; rows and columns from n on are those of the unit matrix. By blocks,
//   S = C C':   C[i,j] = ( S[i,j] - sum_{k<j} C[i,k] C[j,k]' ) T_j',   T_j = C[j,j]^-1, which takes the place of C[j,j]
//   X = C^-1:   X[j,j] = T_j,   X[i,j] = -T_i sum_{j<=k<i} C[i,k] X[k,j]
//   S^-1 = X'X: S^-1[i,j] = sum_{k>=i} X[k,i]' X[k,j],   j <= i, then mirrored.
// The chain of pivots, which is what one small matrix waits for, is shared by all lanes, and no register is filled in part.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Factors, inverses and squares of small symmetric matrices that lie side by side in the lanes of registers.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class LaneMatrices<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private const int Block = LaneLayout.Block;

    /// <summary>Elements of one matrix of n columns in all lanes together.</summary>
    public static int Size(int n) => LaneLayout.Width(n) * LaneLayout.Width(n) * TLanes.Count;

    /// <summary>Makes the rows from n on those of the unit matrix, and what blocks on the diagonal have above it zero.</summary>
    public static void Pad(int n, T* s)
    {
        int width = LaneLayout.Width(n);
        for (int i = 0; i < width; i++)
        {
            int end = (i / Block * Block) + Block;
            for (int j = i < n ? i + 1 : 0; j < end; j++)
            {
                TLanes.Store(At(s, width, i, j), i == j ? TLanes.Broadcast(T.One) : TLanes.Zero);
            }
        }
    }

    /// <summary>Replaces the lower part of S by C, with the inverses of C's diagonal blocks in their place.</summary>
    /// <param name="n">Rows and columns, padded as <see cref="Pad"/> does.</param>
    /// <param name="s">The matrices; the part at and below the diagonal counts.</param>
    /// <param name="pivots">Receives the pivots, the squares of C's diagonal, [w, lanes]. A lane whose matrix is not positive definite has
    /// one that is not a positive finite number; up to the first of them they can be trusted.</param>
    public static void Factor(int n, T* s, T* pivots)
    {
        int width = LaneLayout.Width(n), row = width * TLanes.Count;
        for (int j = 0; j < width; j += Block)
        {
            T* diagonal = At(s, width, j, j), left = At(s, width, j, 0);
            for (int i = j; i < width; i += Block)
            {
                T* target = At(s, width, i, j);
                Product(j, At(s, width, i, 0), row, TLanes.Count, left, row, TLanes.Count, target, row, subtract: true);
                if (i == j)
                {
                    FactorDiagonal(diagonal, row, pivots + (j * TLanes.Count));
                }
                else
                {
                    MultiplyRight(target, row, diagonal);
                }
            }
        }
    }

    /// <summary>Puts C's diagonal blocks back in place of their inverses.</summary>
    public static void RestoreDiagonal(int n, T* c)
    {
        int width = LaneLayout.Width(n), row = width * TLanes.Count, lane = TLanes.Count;
        var one = TLanes.Broadcast(T.One);
        for (int j = 0; j < width; j += Block)
        {
            T* first = At(c, width, j, j), second = first + row, third = second + row;
            TVector c00 = TLanes.Divide(one, TLanes.Load(first)), c11 = TLanes.Divide(one, TLanes.Load(second + lane));
            var c22 = TLanes.Divide(one, TLanes.Load(third + (2 * lane)));
            var c10 = TLanes.Multiply(TLanes.Multiply(Negative(second), c00), c11);
            TVector t20 = Negative(third), t21 = Negative(third + lane);
            StoreRow(first, c00, TLanes.Zero, TLanes.Zero, subtract: false);
            StoreRow(second, c10, c11, TLanes.Zero, subtract: false);
            StoreRow(
                third, TLanes.Multiply(TLanes.MultiplyAdd(t21, c10, TLanes.Multiply(t20, c00)), c22),
                TLanes.Multiply(TLanes.Multiply(t21, c11), c22), c22, subtract: false);
        }
    }

    /// <summary>X = C^-1, lower blocks; the diagonal blocks are whole, zero above the diagonal.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="c">What <see cref="Factor"/> left.</param>
    /// <param name="x">Receives X; may not overlap C.</param>
    public static void InvertFactor(int n, T* c, T* x)
    {
        int width = LaneLayout.Width(n), row = width * TLanes.Count;
        for (int j = 0; j < width; j += Block)
        {
            T* diagonal = At(x, width, j, j);
            Copy(At(c, width, j, j), diagonal, row);
            for (int i = j + Block; i < width; i += Block)
            {
                T* target = At(x, width, i, j);
                Product(i - j, At(c, width, i, j), row, TLanes.Count, diagonal, TLanes.Count, row, target, row, subtract: false);
                MultiplyLeft(At(c, width, i, i), target, row);
            }
        }
    }

    /// <summary>The whole inverse X'X.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="x">What <see cref="InvertFactor"/> left.</param>
    /// <param name="inverse">Receives the inverse; may not overlap X.</param>
    public static void Inverse(int n, T* x, T* inverse)
    {
        int width = LaneLayout.Width(n), row = width * TLanes.Count;
        for (int i = 0; i < width; i += Block)
        {
            for (int j = 0; j <= i; j += Block)
            {
                Product(
                    width - i, At(x, width, i, i), TLanes.Count, row, At(x, width, i, j), TLanes.Count, row, At(inverse, width, i, j), row,
                    subtract: false);
            }
        }
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < i; j++)
            {
                TLanes.Store(At(inverse, width, j, i), TLanes.Load(At(inverse, width, i, j)));
            }
        }
    }

    /// <summary>The lower blocks of S S.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="s">Whole symmetric matrices.</param>
    /// <param name="square">Receives the blocks at and below the diagonal; may not overlap S.</param>
    public static void Square(int n, T* s, T* square)
    {
        int width = LaneLayout.Width(n), row = width * TLanes.Count;
        for (int i = 0; i < width; i += Block)
        {
            for (int j = 0; j <= i; j += Block)
            {
                Product(
                    width, At(s, width, i, 0), row, TLanes.Count, At(s, width, j, 0), row, TLanes.Count, At(square, width, i, j), row,
                    subtract: false);
            }
        }
    }

    /// <summary>S x for one vector a lane.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="s">Whole matrices.</param>
    /// <param name="x">The vectors, [n, lanes].</param>
    /// <param name="xStep">Distance of the vectors' elements.</param>
    /// <param name="target">Receives [n, lanes].</param>
    /// <param name="targetStep">Distance of its elements.</param>
    public static void Multiply(int n, T* s, T* x, nint xStep, T* target, nint targetStep)
    {
        int width = LaneLayout.Width(n), row = width * TLanes.Count;
        for (int i = 0; i < width; i += Block, s += Block * row, target += Block * targetStep)
        {
            TVector a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero;
            T* value = x;
            for (int at = 0; at < n * TLanes.Count; at += TLanes.Count, value += xStep)
            {
                var factor = TLanes.Load(value);
                a = TLanes.MultiplyAdd(TLanes.Load(s + at), factor, a);
                b = TLanes.MultiplyAdd(TLanes.Load(s + row + at), factor, b);
                c = TLanes.MultiplyAdd(TLanes.Load(s + (2 * row) + at), factor, c);
            }
            TLanes.Store(target, a);
            if (i + 1 < n)
            {
                TLanes.Store(target + targetStep, b);
            }
            if (i + 2 < n)
            {
                TLanes.Store(target + (2 * targetStep), c);
            }
        }
    }

    /// <summary>log det S of every lane, in double precision; NaN where S was not positive definite.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="pivots">What <see cref="Factor"/> told.</param>
    /// <param name="target">Receives one number a lane.</param>
    public static void LogDeterminants(int n, T* pivots, double* target)
    {
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            double sum = 0, product = 1;
            for (int i = 0; i < n; i++)
            {
                double pivot = double.CreateTruncating(pivots[(i * TLanes.Count) + lane]);
                product *= pivot > 0 && pivot < double.PositiveInfinity ? pivot : double.NaN;
                if (product is > 1e150 or < 1e-150)
                {
                    sum += Math.Log(product);
                    product = 1;
                }
            }
            target[lane] = sum + Math.Log(product);
        }
    }

    private static T* At(T* matrix, int width, int i, int j) => matrix + (((i * width) + j) * TLanes.Count);

    /// <summary>One block of A B: a(r, k) at r aRow + k aStep, b(k, c) at c bColumn + k bStep; set, or subtracted from what is there.</summary>
    private static void Product(
        int depth, T* a, nint aRow, nint aStep, T* b, nint bColumn, nint bStep, T* target, nint row, bool subtract)
    {
        TVector c00 = TLanes.Zero, c01 = TLanes.Zero, c02 = TLanes.Zero;
        TVector c10 = TLanes.Zero, c11 = TLanes.Zero, c12 = TLanes.Zero;
        TVector c20 = TLanes.Zero, c21 = TLanes.Zero, c22 = TLanes.Zero;
        for (int k = 0; k < depth; k++, a += aStep, b += bStep)
        {
            TVector b0 = TLanes.Load(b), b1 = TLanes.Load(b + bColumn), b2 = TLanes.Load(b + (2 * bColumn));
            var x = TLanes.Load(a);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            c02 = TLanes.MultiplyAdd(x, b2, c02);
            x = TLanes.Load(a + aRow);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            c12 = TLanes.MultiplyAdd(x, b2, c12);
            x = TLanes.Load(a + (2 * aRow));
            c20 = TLanes.MultiplyAdd(x, b0, c20);
            c21 = TLanes.MultiplyAdd(x, b1, c21);
            c22 = TLanes.MultiplyAdd(x, b2, c22);
        }
        StoreRow(target, c00, c01, c02, subtract);
        StoreRow(target + row, c10, c11, c12, subtract);
        StoreRow(target + (2 * row), c20, c21, c22, subtract);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(T* target, TVector a, TVector b, TVector c, bool subtract)
    {
        if (subtract)
        {
            a = TLanes.Subtract(TLanes.Load(target), a);
            b = TLanes.Subtract(TLanes.Load(target + TLanes.Count), b);
            c = TLanes.Subtract(TLanes.Load(target + (2 * TLanes.Count)), c);
        }
        TLanes.Store(target, a);
        TLanes.Store(target + TLanes.Count, b);
        TLanes.Store(target + (2 * TLanes.Count), c);
    }

    /// <summary>Replaces a diagonal block C C' by C^-1. By unit triangles first, so that a pivot waits for one division only.</summary>
    private static void FactorDiagonal(T* block, nint row, T* pivots)
    {
        int lane = TLanes.Count;
        T* second = block + row, third = second + row;
        TVector one = TLanes.Broadcast(T.One);
        TVector p0 = TLanes.Load(block), c10 = TLanes.Load(second), c20 = TLanes.Load(third);
        var i0 = TLanes.Divide(one, p0);
        TVector m10 = TLanes.Multiply(c10, i0), m20 = TLanes.Multiply(c20, i0);
        var p1 = TLanes.Subtract(TLanes.Load(second + lane), TLanes.Multiply(m10, c10));
        var i1 = TLanes.Divide(one, p1);
        var c21 = TLanes.Subtract(TLanes.Load(third + lane), TLanes.Multiply(m20, c10));
        var m21 = TLanes.Multiply(c21, i1);
        var p2 = TLanes.Subtract(TLanes.Load(third + (2 * lane)), TLanes.MultiplyAdd(m21, c21, TLanes.Multiply(m20, c20)));
        TLanes.Store(pivots, p0);
        TLanes.Store(pivots + lane, p1);
        TLanes.Store(pivots + (2 * lane), p2);
        TVector r0 = TLanes.Sqrt(i0), r1 = TLanes.Sqrt(i1), r2 = TLanes.Sqrt(TLanes.Divide(one, p2));
        StoreRow(block, r0, TLanes.Zero, TLanes.Zero, subtract: false);
        StoreRow(second, TLanes.Multiply(TLanes.Subtract(TLanes.Zero, m10), r1), r1, TLanes.Zero, subtract: false);
        StoreRow(
            third, TLanes.Multiply(TLanes.Subtract(TLanes.Multiply(m21, m10), m20), r2),
            TLanes.Multiply(TLanes.Subtract(TLanes.Zero, m21), r2), r2, subtract: false);
    }

    /// <summary>P = P T'.</summary>
    private static void MultiplyRight(T* p, nint row, T* triangle)
    {
        int lane = TLanes.Count;
        TVector t00 = TLanes.Load(triangle), t10 = TLanes.Load(triangle + row), t11 = TLanes.Load(triangle + row + lane);
        T* last = triangle + (2 * row);
        TVector t20 = TLanes.Load(last), t21 = TLanes.Load(last + lane), t22 = TLanes.Load(last + (2 * lane));
        for (int r = 0; r < Block; r++, p += row)
        {
            TVector a = TLanes.Load(p), b = TLanes.Load(p + lane), c = TLanes.Load(p + (2 * lane));
            StoreRow(
                p, TLanes.Multiply(a, t00), TLanes.MultiplyAdd(a, t10, TLanes.Multiply(b, t11)),
                TLanes.MultiplyAdd(a, t20, TLanes.MultiplyAdd(b, t21, TLanes.Multiply(c, t22))), subtract: false);
        }
    }

    /// <summary>P = -T P.</summary>
    private static void MultiplyLeft(T* triangle, T* p, nint row)
    {
        int lane = TLanes.Count;
        T* last = triangle + (2 * row);
        TVector t00 = Negative(triangle), t10 = Negative(triangle + row), t11 = Negative(triangle + row + lane);
        TVector t20 = Negative(last), t21 = Negative(last + lane), t22 = Negative(last + (2 * lane));
        for (int column = 0; column < Block; column++, p += lane)
        {
            TVector a = TLanes.Load(p), b = TLanes.Load(p + row), c = TLanes.Load(p + (2 * row));
            TLanes.Store(p, TLanes.Multiply(t00, a));
            TLanes.Store(p + row, TLanes.MultiplyAdd(t10, a, TLanes.Multiply(t11, b)));
            TLanes.Store(p + (2 * row), TLanes.MultiplyAdd(t20, a, TLanes.MultiplyAdd(t21, b, TLanes.Multiply(t22, c))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Negative(T* value) => TLanes.Subtract(TLanes.Zero, TLanes.Load(value));

    private static void Copy(T* from, T* to, nint row)
    {
        for (int r = 0; r < Block; r++, from += row, to += row)
        {
            new Span<T>(from, Block * TLanes.Count).CopyTo(new Span<T>(to, Block * TLanes.Count));
        }
    }
}
