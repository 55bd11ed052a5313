// Products one of whose dimensions is much shorter than a register, with the lanes along another one:
//   Dots:  c[n, u] = bias_u + sum_k h[n, k] w[u, k]      (few units)
//   Sums:  s[j] += sum_n x_n p[n, j]                     (few inputs, or few units)

using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Products of dense layers with hardly any inputs or units.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TMath">The register operations.</typeparam>
internal static unsafe class DenseThin<T, TVector, TMath>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TMath : IArithmetic<T, TVector>
{
    /// <summary>The products of rows with one unit's weights.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="vectors">Registers of a row.</param>
    /// <param name="h">The rows.</param>
    /// <param name="hRow">Distance of neighbouring rows.</param>
    /// <param name="w">The weights, zero where the row is padded.</param>
    /// <param name="bias">Added to each product.</param>
    /// <param name="c">Receives the products.</param>
    /// <param name="cStep">Distance of neighbouring products.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(int rows, int vectors, T* h, nint hRow, T* w, T bias, T* c, nint cStep)
    {
        int elements = vectors * TMath.Count, n = 0;
        for (; n + 4 <= rows; n += 4, h += 4 * hRow, c += 4 * cStep)
        {
            TVector s0 = TMath.Broadcast(T.Zero), s1 = s0, s2 = s0, s3 = s0;
            T* h2 = h + (2 * hRow);
            for (nint k = 0; k < elements; k += TMath.Count)
            {
                var weights = TMath.Load(w + k);
                s0 = TMath.MultiplyAdd(weights, TMath.Load(h + k), s0);
                s1 = TMath.MultiplyAdd(weights, TMath.Load(h + hRow + k), s1);
                s2 = TMath.MultiplyAdd(weights, TMath.Load(h2 + k), s2);
                s3 = TMath.MultiplyAdd(weights, TMath.Load(h2 + hRow + k), s3);
            }
            c[0] = bias + TMath.Sum(s0);
            c[cStep] = bias + TMath.Sum(s1);
            c[2 * cStep] = bias + TMath.Sum(s2);
            c[3 * cStep] = bias + TMath.Sum(s3);
        }
        for (; n < rows; n++, h += hRow, c += cStep)
        {
            var s = TMath.Broadcast(T.Zero);
            for (nint k = 0; k < elements; k += TMath.Count)
            {
                s = TMath.MultiplyAdd(TMath.Load(w + k), TMath.Load(h + k), s);
            }
            *c = bias + TMath.Sum(s);
        }
    }

    /// <summary>Adds a weighted sum of rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="vectors">Registers of a row.</param>
    /// <param name="x">The weight of each row.</param>
    /// <param name="xStep">Distance of neighbouring weights.</param>
    /// <param name="p">The rows.</param>
    /// <param name="pRow">Distance of neighbouring rows.</param>
    /// <param name="sums">What is added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums(int rows, int vectors, T* x, nint xStep, T* p, nint pRow, T* sums)
    {
        for (int j = 0; j < vectors; j++, p += TMath.Count, sums += TMath.Count)
        {
            TVector even = TMath.Load(sums), odd = TMath.Broadcast(T.Zero);
            T* weight = x, row = p;
            int n = 0;
            for (; n + 2 <= rows; n += 2, weight += 2 * xStep, row += 2 * pRow)
            {
                even = TMath.MultiplyAdd(TMath.Broadcast(*weight), TMath.Load(row), even);
                odd = TMath.MultiplyAdd(TMath.Broadcast(weight[xStep]), TMath.Load(row + pRow), odd);
            }
            if (n < rows)
            {
                even = TMath.MultiplyAdd(TMath.Broadcast(*weight), TMath.Load(row), even);
            }
            TMath.Store(sums, TMath.Add(even, odd));
        }
    }
}
