// One posterior by the K x K matrix A = I + Psi' Psi (perturb and solve):
//   rho = lam^1/2 (y - P mu),   m_v = A^-1 Psi' rho
//   v = A^-1 ( v0 + Psi' (rho - e) )
//   KL = 1/2 [ log det A + tr A^-1 - K + |m_v|^2 ]
// Reverse, vbar and kbar being the adjoints of v and of the KL:
//   p = A^-1 vbar,  q = A^-1 m_v
//   Psibar = Psi M + (rho - e - Psi v) p' - (Psi p) v' + kbar rho q',   M = kbar (A^-1 - A^-2 - q m_v' - m_v q')
//   rhobar = Psi (p + kbar q),   Z = lam^1/2 Psibar,   t = lam^1/2 rhobar,   ybar = t
//   sbar_n = -(1 - kappa lam_n) ( Psibar_n . Psi_n + rhobar_n rho_n )
// Members of one posterior add up wherever p, v or e stand.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The conjugate update in weight form.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
/// <typeparam name="TFactor">The structure of the prior factor.</typeparam>
internal static unsafe class WeightForm<T, TVector, TLanes, TFactor>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TFactor : struct, IPriorFactor<TFactor, T>
{
    /// <summary>Draws the members' samples.</summary>
    /// <returns>The KL; NaN if A could not be factorised, with the draws left undefined.</returns>
    public static double Forward(in TFactor factor, in ConjugateGroup<T> group)
    {
        int n = group.Points, weights = group.Weights, members = group.Members, stride = group.WeightStride;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(weights);
        T* psi = group.Kept, inverse = psi + ((nint)n * stride), mean = inverse + ((nint)weights * stride), rho = mean + stride;
        using var scratch = Scratch.Enter();
        T* meanOutputs = scratch.TakeZeroed<T>(group.PointStride);
        factor.Scale(group.Features, n, group.Scale, psi, meanOutputs);
        for (int at = 0; at < n; at += TLanes.Count)
        {
            var rest = TLanes.Subtract(TLanes.Load(group.Targets + at), TLanes.Load(meanOutputs + at));
            TLanes.Store(rho + at, TLanes.Multiply(TLanes.Load(group.Scale + at), rest));
        }
        if (!SymmetricKernel<T, TVector, TLanes>.InvertGram(weights, n, psi, stride, inverse, out double divergence))
        {
            return double.NaN;
        }
        T* residuals = scratch.Take<T>((nint)(members + 1) * group.PointStride);
        new Span<T>(rho, n).CopyTo(new Span<T>(residuals + ((nint)members * group.PointStride), n));
        for (int i = 0; i < members; i++)
        {
            T* row = residuals + ((nint)i * group.PointStride);
            T* noise = group.PointNoise + (i * group.PointNoiseStride);
            for (int at = 0; at < n; at += TLanes.Count)
            {
                TLanes.Store(row + at, TLanes.Subtract(TLanes.Load(rho + at), RowKernel<T, TVector, TLanes>.LoadUpTo(noise, at, n)));
            }
        }
        T* right = scratch.Take<T>((nint)(members + 1) * stride), solutions = scratch.Take<T>((nint)(members + 1) * stride);
        TileProduct<T, TVector, TLanes>.Rectangle(
            members + 1, vectors, n, residuals, group.PointStride, 1, psi, stride, right, stride, TileFinish<T>.Set);
        for (int i = 0; i < members; i++)
        {
            RowKernel<T, TVector, TLanes>.AddTo(weights, group.WeightNoise + (i * group.WeightNoiseStride), right + ((nint)i * stride));
        }
        TileProduct<T, TVector, TLanes>.Rectangle(
            members + 1, vectors, weights, right, stride, 1, inverse, stride, solutions, stride, TileFinish<T>.Set);
        for (int i = 0; i < members; i++)
        {
            T* draw = DrawRow.Start(group, group.Draws + ((nint)i * group.DrawStride));
            new Span<T>(solutions + ((nint)i * stride), weights).CopyTo(new Span<T>(draw, weights));
        }
        new Span<T>(mean, stride).Clear();
        new Span<T>(solutions + ((nint)members * stride), weights).CopyTo(new Span<T>(mean, weights));
        if (group.MeanDraw is not null)
        {
            new Span<T>(mean, weights).CopyTo(new Span<T>(DrawRow.Start(group, group.MeanDraw), weights));
        }
        return 0.5 * (divergence + RowKernel<T, TVector, TLanes>.SquaredNorm(weights, mean));
    }

    /// <summary>Adds this posterior's part to the derivatives.</summary>
    public static void Backward(in TFactor factor, in ConjugateGroup<T> group)
    {
        int n = group.Points, weights = group.Weights, members = group.Members, stride = group.WeightStride;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(weights), line = group.DrawStride - stride;
        T* psi = group.Kept, inverse = psi + ((nint)n * stride), mean = inverse + ((nint)weights * stride), rho = mean + stride;
        using var scratch = Scratch.Enter();
        // Rows p of all members, then q; after them the members' v.
        T* right = scratch.Take<T>((nint)(members + 1) * stride), p = scratch.Take<T>((nint)((2 * members) + 1) * stride);
        T* q = p + ((nint)members * stride);
        new Span<T>(group.DrawAdjoints, members * stride).CopyTo(new Span<T>(right, members * stride));
        new Span<T>(mean, stride).CopyTo(new Span<T>(right + ((nint)members * stride), stride));
        TileProduct<T, TVector, TLanes>.Rectangle(
            members + 1, vectors, weights, right, stride, 1, inverse, stride, p, stride, TileFinish<T>.Set);
        for (int i = 0; i < members; i++)
        {
            T* v = group.Draws + ((nint)i * group.DrawStride) + line;
            new Span<T>(v, stride).CopyTo(new Span<T>(q + ((nint)(i + 1) * stride), stride));
        }

        T kbar = group.DivergenceAdjoint;
        T* lefts = scratch.Take<T>(2 * stride), rights = scratch.Take<T>(2 * stride);
        for (int at = 0; at < vectors * TLanes.Count; at++)
        {
            lefts[at] = -kbar * q[at];
            rights[at] = mean[at];
            lefts[stride + at] = -kbar * mean[at];
            rights[stride + at] = q[at];
        }
        T* m = scratch.Take<T>((nint)weights * stride);
        SymmetricKernel<T, TVector, TLanes>.Combine(weights, inverse, stride, kbar, 2, lefts, rights, m, null);

        // Columns that go with the rows p, q, v: rho - e - Psi v of all members, kbar rho, then -Psi p.
        T* columns = scratch.Take<T>((nint)((2 * members) + 1) * group.PointStride);
        T* rhoAdjoint = scratch.Take<T>(group.PointStride);
        Columns(group, vectors, psi, rho, p, columns, rhoAdjoint);
        T* z = scratch.Take<T>((nint)n * group.DrawStride);
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, vectors, weights, psi, stride, 1, m, stride, z + line, group.DrawStride, TileFinish<T>.Set);
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, vectors, (2 * members) + 1, columns, 1, group.PointStride, p, stride, z + line, group.DrawStride, TileFinish<T>.Add);
        T* agreement = scratch.Take<T>(group.PointStride);
        RowKernel<T, TVector, TLanes>.RowDots(n, vectors, z + line, group.DrawStride, psi, stride, agreement);
        for (int i = 0; i < n; i++)
        {
            T* row = z + ((nint)i * group.DrawStride) + line;
            T scale = group.Scale[i], t = scale * rhoAdjoint[i];
            T noise = agreement[i] + (rhoAdjoint[i] * rho[i]);
            group.TargetAdjoint[i] = t;
            group.NoiseAdjoint[i] = -(T.One - (group.Kappa * scale * scale)) * noise;
            row[-1] = -t;
            var factorOfRow = TLanes.Broadcast(scale);
            for (int at = 0; at < weights; at += TLanes.Count)
            {
                TLanes.Store(row + at, TLanes.Multiply(factorOfRow, TLanes.Load(row + at)));
            }
        }
        factor.Gather(z, n, group.Features, group.Gradient, group.FeatureGradient, group.StartsFeatureGradient);
    }

    private static void Columns(in ConjugateGroup<T> group, int vectors, T* psi, T* rho, T* p, T* columns, T* rhoAdjoint)
    {
        int n = group.Points, members = group.Members;
        nint stride = group.WeightStride, pointStride = group.PointStride;
        T* q = p + (members * stride);
        T* middle = columns + (members * pointStride), fitted = rhoAdjoint;
        for (nint i = 0; i < members; i++)
        {
            T* column = columns + (i * pointStride), pulled = middle + ((i + 1) * pointStride);
            T* noise = group.PointNoise + (i * group.PointNoiseStride);
            RowKernel<T, TVector, TLanes>.Dots(n, vectors, psi, stride, q + ((i + 1) * stride), fitted);
            for (int at = 0; at < n; at += TLanes.Count)
            {
                var rest = TLanes.Subtract(TLanes.Load(rho + at), RowKernel<T, TVector, TLanes>.LoadUpTo(noise, at, n));
                TLanes.Store(column + at, TLanes.Subtract(rest, TLanes.Load(fitted + at)));
            }
            RowKernel<T, TVector, TLanes>.Dots(n, vectors, psi, stride, p + (i * stride), pulled);
        }
        RowKernel<T, TVector, TLanes>.Dots(n, vectors, psi, stride, q, rhoAdjoint);
        var kbar = TLanes.Broadcast(group.DivergenceAdjoint);
        for (int at = 0; at < n; at += TLanes.Count)
        {
            var sum = TLanes.Multiply(kbar, TLanes.Load(rhoAdjoint + at));
            for (nint i = 0; i < members; i++)
            {
                T* pulled = middle + ((i + 1) * pointStride) + at;
                sum = TLanes.Add(sum, TLanes.Load(pulled));
                TLanes.Store(pulled, TLanes.Subtract(TLanes.Zero, TLanes.Load(pulled)));
            }
            TLanes.Store(rhoAdjoint + at, sum);
            TLanes.Store(middle + at, TLanes.Multiply(kbar, TLanes.Load(rho + at)));
        }
    }
}
