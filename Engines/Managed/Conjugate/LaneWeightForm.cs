// Weight form where units share a diagonal prior factor l, units in lanes; with Phi = P diag(l), Psi_u = D_u Phi, D_u = diag(lam_u^1/2).
// All products over points and weights are products with every unit as a column, for the pairs i >= j of weights stand once for all
// units in R[n, (i, j)] = Phi_ni Phi_nj:
//   forward   A_u = I + R' lam_u;   v = A^-1 ( v0 + Phi' D (rho - e) ),   m_v = A^-1 Phi' D rho
//   reverse   M = kbar (A^-1 - A^-2 - q m_v' - m_v q'), off its diagonal doubled, for pairs;  r = rho - e - Psi v
//             Psibar_n . Psi_n = lam_n (R M)_n + sum over members of r_n (Psi p)_n - (Psi p)_n (Psi v)_n,  and + kbar rho_n (Psi q)_n
//             sum over units of D Psibar = contraction of  sum_u lam_u M_u'  with Phi, + sum_u [ (D r) p' - (D Psi p) v' + kbar (D rho) q' ]
// What is not explained here is as in WeightForm.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Products and inverses of some neighbouring units of one posterior, all vectors in rows over the units.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal static unsafe class LaneWeightForm<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    /// <summary>Units that are computed together.</summary>
    public static int Together => TLanes.TileVectors * TLanes.Count;

    /// <summary>Pairs of weights.</summary>
    public static int Pairs(int weights) => weights * (weights + 1) / 2;

    /// <summary>Row length of R.</summary>
    public static int PairStride(int weights) => ConjugateLayout<T>.Padded(Pairs(weights) + TLanes.Count);

    /// <summary>Phi and R.</summary>
    /// <param name="points">n.</param>
    /// <param name="weights">K.</param>
    /// <param name="features">P, rows padded.</param>
    /// <param name="stride">Row length of P and Phi.</param>
    /// <param name="factor">l, padded with zeros.</param>
    /// <param name="phi">Receives Phi.</param>
    /// <param name="pairs">Receives R, rows of <see cref="PairStride"/>.</param>
    public static void Features(int points, int weights, T* features, nint stride, T* factor, T* phi, T* pairs)
    {
        int pairStride = PairStride(weights);
        for (int n = 0; n < points; n++, features += stride, phi += stride, pairs += pairStride)
        {
            for (int at = 0; at < stride; at += TLanes.Count)
            {
                TLanes.Store(phi + at, TLanes.Multiply(TLanes.Load(features + at), TLanes.Load(factor + at)));
            }
            T* row = pairs;
            for (int i = 0; i < weights; row += ++i)
            {
                var value = TLanes.Broadcast(phi[i]);
                for (int j = 0; j <= i; j += TLanes.Count)
                {
                    TLanes.Store(row + j, TLanes.Multiply(value, TLanes.Load(phi + j)));
                }
            }
            new Span<T>(row, pairStride - Pairs(weights)).Clear();
        }
    }

    /// <summary>Inverses of A, one group of lanes after the other.</summary>
    /// <param name="points">n.</param>
    /// <param name="weights">K.</param>
    /// <param name="pairs">R.</param>
    /// <param name="precision">lam, [n, units].</param>
    /// <param name="units">Units, whole groups of lanes.</param>
    /// <param name="inverses">Receives A^-1.</param>
    /// <param name="divergences">Receives log det A + tr A^-1 - K of each unit; NaN if A could not be factorised.</param>
    public static void Invert(int points, int weights, T* pairs, T* precision, int units, T* inverses, double* divergences)
    {
        int lanes = TLanes.Count, width = LaneLayout.Width(weights), size = LaneMatrices<T, TVector, TLanes>.Size(weights);
        using var scratch = Scratch.Enter();
        T* gram = scratch.Take<T>((nint)Pairs(weights) * units), a = scratch.Take<T>(size), x = scratch.Take<T>(size);
        T* pivots = scratch.Take<T>(width * lanes);
        TileProduct<T, TVector, TLanes>.Rectangle(
            Pairs(weights), units / lanes, points, pairs, 1, PairStride(weights), precision, units, gram, units, TileFinish<T>.Set);
        for (int first = 0; first < units; first += lanes, inverses += size, divergences += lanes)
        {
            T* source = gram + first;
            for (int i = 0; i < weights; i++)
            {
                T* row = a + (i * width * lanes);
                for (int j = 0; j <= i; j++, source += units)
                {
                    var value = TLanes.Load(source);
                    TLanes.Store(row + (j * lanes), i == j ? TLanes.Add(value, TLanes.Broadcast(T.One)) : value);
                }
            }
            LaneMatrices<T, TVector, TLanes>.Pad(weights, a);
            LaneMatrices<T, TVector, TLanes>.Factor(weights, a, pivots);
            LaneMatrices<T, TVector, TLanes>.InvertFactor(weights, a, x);
            LaneMatrices<T, TVector, TLanes>.Inverse(weights, x, inverses);
            LaneMatrices<T, TVector, TLanes>.LogDeterminants(weights, pivots, divergences);
            for (int lane = 0; lane < lanes; lane++)
            {
                for (int i = 0; i < weights; i++)
                {
                    divergences[lane] += double.CreateTruncating(inverses[(((i * width) + i) * lanes) + lane]) - 1;
                }
            }
        }
    }

    /// <summary>A^-1 x for every unit.</summary>
    /// <param name="weights">K.</param>
    /// <param name="inverses">A^-1, one group of lanes after the other.</param>
    /// <param name="x">[K, units].</param>
    /// <param name="units">Units, whole groups of lanes.</param>
    /// <param name="target">Receives [K, units].</param>
    public static void Solve(int weights, T* inverses, T* x, int units, T* target)
    {
        for (int first = 0; first < units; first += TLanes.Count, inverses += LaneMatrices<T, TVector, TLanes>.Size(weights))
        {
            LaneMatrices<T, TVector, TLanes>.Multiply(weights, inverses, x + first, units, target + first, units);
        }
    }

    /// <summary>M for pairs, off the diagonal doubled.</summary>
    /// <param name="weights">K.</param>
    /// <param name="inverses">A^-1, one group of lanes after the other.</param>
    /// <param name="kbar">Adjoint of the KL.</param>
    /// <param name="q">[K, units].</param>
    /// <param name="mean">m_v, [K, units].</param>
    /// <param name="units">Units, whole groups of lanes.</param>
    /// <param name="m">Receives [pairs, units].</param>
    public static void Combine(int weights, T* inverses, T kbar, T* q, T* mean, int units, T* m)
    {
        int lanes = TLanes.Count, width = LaneLayout.Width(weights), size = LaneMatrices<T, TVector, TLanes>.Size(weights);
        using var scratch = Scratch.Enter();
        T* square = scratch.Take<T>(size);
        TVector once = TLanes.Broadcast(kbar), twice = TLanes.Broadcast(kbar + kbar);
        for (int first = 0; first < units; first += lanes, inverses += size)
        {
            LaneMatrices<T, TVector, TLanes>.Square(weights, inverses, square);
            T* target = m + first;
            for (int i = 0; i < weights; i++)
            {
                TVector qi = TLanes.Load(q + (i * units) + first), mi = TLanes.Load(mean + (i * units) + first);
                for (int j = 0; j <= i; j++, target += units)
                {
                    int at = ((i * width) + j) * lanes;
                    TVector qj = TLanes.Load(q + (j * units) + first), mj = TLanes.Load(mean + (j * units) + first);
                    var outer = TLanes.MultiplyAdd(qi, mj, TLanes.Multiply(mi, qj));
                    var rest = TLanes.Subtract(TLanes.Load(inverses + at), TLanes.Add(TLanes.Load(square + at), outer));
                    TLanes.Store(target, TLanes.Multiply(i == j ? once : twice, rest));
                }
            }
        }
    }

    /// <summary>Adds to Phibar the contraction of the sum over units of lam M with Phi.</summary>
    /// <param name="points">n.</param>
    /// <param name="weights">K.</param>
    /// <param name="sums">Sum over units of lam_n M for pairs, off the diagonal doubled, rows of <see cref="PairStride"/>.</param>
    /// <param name="phi">Phi.</param>
    /// <param name="stride">Row length of Phi and Phibar.</param>
    /// <param name="target">Phibar.</param>
    public static void Contract(int points, int weights, T* sums, T* phi, nint stride, T* target)
    {
        T half = T.CreateChecked(0.5);
        for (int n = 0; n < points; n++, sums += PairStride(weights), phi += stride, target += stride)
        {
            T* row = sums;
            for (int i = 0; i < weights; row += ++i)
            {
                var sum = TLanes.Zero;
                var value = TLanes.Broadcast(half * phi[i]);
                for (int j = 0; j < i; j += TLanes.Count)
                {
                    var pair = RowKernel<T, TVector, TLanes>.LoadUpTo(row, j, i);
                    sum = TLanes.MultiplyAdd(pair, TLanes.Load(phi + j), sum);
                    TLanes.Store(target + j, TLanes.MultiplyAdd(pair, value, TLanes.Load(target + j)));
                }
                target[i] += (half * TLanes.Sum(sum)) + (row[i] * phi[i]);
            }
        }
    }

    /// <summary>Rows of some units as columns, [length, units]; zero where there is no unit.</summary>
    public static void Enter(int length, int count, int units, T* rows, nint distance, T* target)
    {
        if (count < units)
        {
            new Span<T>(target, length * units).Clear();
        }
        Transposition.Copy(count, length, rows, distance, target, units);
    }
}
