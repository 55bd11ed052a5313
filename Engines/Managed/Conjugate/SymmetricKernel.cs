using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The symmetric steps that both forms share: the Gram matrix, its inverse, and what the KL needs of it.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class SymmetricKernel<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>(I + X'X)^-1 of padded rows X.</summary>
    /// <param name="n">Columns of X.</param>
    /// <param name="depth">Rows of X.</param>
    /// <param name="x">X, [depth, n].</param>
    /// <param name="stride">Row length of X and of the inverse.</param>
    /// <param name="inverse">Receives the whole inverse, zero beyond n up to whole registers.</param>
    /// <param name="divergence">log det(I + X'X) + tr (I + X'X)^-1 - n.</param>
    /// <returns>Whether every pivot was positive and finite.</returns>
    public static bool InvertGram(int n, int depth, T* x, int stride, T* inverse, out double divergence)
    {
        using var scratch = Scratch.Enter();
        int width = SpdKernel<T, TVector, TLanes>.Padded(n);
        T* gram = scratch.Take<T>((nint)n * width);
        T* blocks = scratch.Take<T>(SpdKernel<T, TVector, TLanes>.BlocksSize(n));
        T* pivots = scratch.Take<T>(n);
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        var panels = TileProduct<T, TVector, TLanes>.Panels(vectors);
        for (int panel = 0, start = 0; panel < panels.Count; panel++)
        {
            int end = start + panels.Length(panel);
            var cut = TileProduct<T, TVector, TLanes>.Rows(n, panels.Length(panel));
            for (int block = 0, row = 0; block < cut.Count; block++)
            {
                int height = cut.Length(block), first = Math.Max(start, row / TLanes.Count);
                if (first >= end)
                {
                    break;
                }
                int column = first * TLanes.Count;
                TileProduct<T, TVector, TLanes>.Tile(
                    height, end - first, depth, x + row, 1, stride, x + column, stride, gram + ((nint)row * width) + column, width,
                    TileFinish<T>.Set);
                row += height;
            }
            start = end;
        }
        for (int i = 0; i < n; i++)
        {
            gram[((nint)i * width) + i] += T.One;
        }
        return Invert(n, gram, width, blocks, pivots, inverse, stride, out divergence);
    }

    /// <summary>(I + D G D)^-1 of a symmetric G and a diagonal D.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="g">G, rows padded.</param>
    /// <param name="stride">Row length of G and of the inverse.</param>
    /// <param name="scale">The diagonal of D, padded with zeros.</param>
    /// <param name="inverse">Receives the whole inverse, zero beyond n up to whole registers.</param>
    /// <param name="divergence">log det(I + D G D) + tr (I + D G D)^-1 - n.</param>
    /// <returns>Whether every pivot was positive and finite.</returns>
    public static bool InvertScaled(int n, T* g, int stride, T* scale, T* inverse, out double divergence)
    {
        using var scratch = Scratch.Enter();
        int width = SpdKernel<T, TVector, TLanes>.Padded(n);
        T* matrix = scratch.Take<T>((nint)n * width);
        T* blocks = scratch.Take<T>(SpdKernel<T, TVector, TLanes>.BlocksSize(n));
        T* pivots = scratch.Take<T>(n);
        for (int row = 0; row < n; row++)
        {
            T* source = g + ((nint)row * stride), target = matrix + ((nint)row * width);
            var factor = TLanes.Broadcast(scale[row]);
            for (int at = row / TLanes.Count * TLanes.Count; at < n; at += TLanes.Count)
            {
                var product = TLanes.Multiply(TLanes.Multiply(factor, TLanes.Load(scale + at)), TLanes.Load(source + at));
                TLanes.Store(target + at, product);
            }
            target[row] += T.One;
        }
        return Invert(n, matrix, width, blocks, pivots, inverse, stride, out divergence);
    }

    /// <summary>
    /// M = scale (S - S S) + sum_i left_i right_i' for a symmetric S and a symmetric sum; whole, zero beyond n up to whole registers.
    /// </summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="s">S, zero beyond n.</param>
    /// <param name="stride">Row length of all.</param>
    /// <param name="scale">The factor; 0 leaves the sum alone.</param>
    /// <param name="terms">Number of rows in left and right.</param>
    /// <param name="left">Left vectors, one a row.</param>
    /// <param name="right">Right vectors, one a row.</param>
    /// <param name="m">Receives M.</param>
    /// <param name="squares">Receives the diagonal of S S; null: not wanted. Not written when scale is 0.</param>
    public static void Combine(int n, T* s, int stride, T scale, int terms, T* left, T* right, T* m, T* squares)
    {
        var cut = TileProduct<T, TVector, TLanes>.Rows(n, TLanes.TileVectors);
        int whole = TileProduct<T, TVector, TLanes>.Vectors(n) * TLanes.Count;
        for (int block = 0, row = 0; block < cut.Count; block++)
        {
            int end = row + cut.Length(block);
            int vectors = TileProduct<T, TVector, TLanes>.Vectors(end);
            T* target = m + ((nint)row * stride);
            if (scale != T.Zero)
            {
                TileProduct<T, TVector, TLanes>.Strip(
                    end - row, vectors, n, s + row, 1, stride, s, stride, target, stride, TileFinish<T>.Set);
                for (int i = row; i < end; i++)
                {
                    Subtract(vectors, i, s + ((nint)i * stride), scale, m + ((nint)i * stride), squares);
                }
            }
            TileProduct<T, TVector, TLanes>.Strip(
                end - row, vectors, terms, left + row, 1, stride, right, stride, target, stride,
                scale != T.Zero ? TileFinish<T>.Add : TileFinish<T>.Set);
            row = end;
        }
        Transposition.MirrorLower(n, m, stride);
        for (int i = 0; i < n; i++)
        {
            new Span<T>(m + ((nint)i * stride) + n, whole - n).Clear();
        }
    }

    /// <summary>Inverts a matrix of which the upper part is given, in place of which the factor comes.</summary>
    private static bool Invert(int n, T* gram, int width, T* blocks, T* pivots, T* inverse, int stride, out double divergence)
    {
        divergence = double.NaN;
        if (SpdKernel<T, TVector, TLanes>.Factor(n, gram, width, blocks, pivots) >= 0)
        {
            return false;
        }
        SpdKernel<T, TVector, TLanes>.InvertFactor(n, gram, width, blocks);
        SpdKernel<T, TVector, TLanes>.Inverse(n, gram, width, inverse, stride);
        divergence = SpdKernel<T, TVector, TLanes>.LogDeterminant(n, pivots);
        for (int i = 0; i < n; i++)
        {
            divergence += double.CreateTruncating(inverse[((nint)i * stride) + i]) - 1;
        }
        return true;
    }

    private static void Subtract(int vectors, int diagonal, T* s, T scale, T* row, T* squares)
    {
        if (squares is not null)
        {
            squares[diagonal] = row[diagonal];
        }
        var factor = TLanes.Broadcast(scale);
        for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
        {
            TLanes.Store(row + at, TLanes.Multiply(factor, TLanes.Subtract(TLanes.Load(s + at), TLanes.Load(row + at))));
        }
    }
}
