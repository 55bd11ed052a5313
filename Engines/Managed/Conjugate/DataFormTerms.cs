// The terms of DataForm's reverse mode that are sums over points or products of vectors; the symbols are explained there.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>What the reverse pass in data form computes by point, whatever the prior factor.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class DataFormTerms<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Pairs of vectors whose products make up M's part of low rank: (a, q), (q, a), (-u, c), (-c, u).</summary>
    public static void Ranks(in ConjugateGroup<T> group, int vectors, T* a, T* g, T* u, T* c, T* lefts, T* rights)
    {
        nint stride = group.PointStride, members = group.Members;
        TVector kbar = TLanes.Broadcast(group.DivergenceAdjoint), half = TLanes.Broadcast(T.CreateChecked(-0.5));
        for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
        {
            var first = TLanes.Load(a + at);
            var q = TLanes.Multiply(kbar, TLanes.MultiplyAdd(half, first, TLanes.Load(g + at)));
            TLanes.Store(lefts + at, first);
            TLanes.Store(rights + at, q);
            TLanes.Store(lefts + stride + at, q);
            TLanes.Store(rights + stride + at, first);
            for (nint i = 0; i < members; i++)
            {
                nint to = ((2 + (2 * i)) * stride) + at;
                TVector ui = TLanes.Load(u + (i * stride) + at), ci = TLanes.Load(c + (i * stride) + at);
                TLanes.Store(lefts + to, TLanes.Subtract(TLanes.Zero, ui));
                TLanes.Store(rights + to, ci);
                TLanes.Store(lefts + to + stride, TLanes.Subtract(TLanes.Zero, ci));
                TLanes.Store(rights + to + stride, ui);
            }
        }
    }

    /// <summary>Adjoints of targets and log noise, and -t as the first row of z, from the diagonals of B^-1 and B^-2.</summary>
    public static void Points(
        in ConjugateGroup<T> group, int vectors, T* a, T* g, T* u, T* c, T* diagonal, T* squares, T* z)
    {
        int n = group.Points, members = group.Members;
        nint stride = group.PointStride;
        T kbar = group.DivergenceAdjoint, two = T.CreateChecked(2);
        for (int at = 0; at < vectors * TLanes.Count; at++)
        {
            T scale = group.Scale[at];
            T rhoAdjoint = kbar * (a[at] - g[at]);
            T noise = T.Zero;
            if (at < n && kbar != T.Zero)
            {
                noise = kbar * (T.One - (two * diagonal[at]) + squares[at] + (two * a[at] * (a[at] - g[at])));
            }
            for (nint i = 0; i < members; i++)
            {
                rhoAdjoint += u[(i * stride) + at];
                if (at < n)
                {
                    noise += u[(i * stride) + at] * ((two * c[(i * stride) + at]) + group.PointNoise[(i * group.PointNoiseStride) + at]);
                }
            }
            T t = scale * rhoAdjoint;
            z[at] = -t;
            group.TargetAdjoint[at] = t;
            group.NoiseAdjoint[at] = -(T.One - (group.Kappa * scale * scale)) * noise;
        }
    }
}
