// One posterior by the n x n matrix B = I + Psi Psi' (Matheron's rule in whitened coordinates):
//   rho = lam^1/2 (y - P mu),   a = B^-1 rho,   m_v = Psi' a
//   c = B^-1 (rho - Psi v0 - e),   v = v0 + Psi' c
//   KL = 1/2 [ log det B + tr B^-1 - n + |Psi' a|^2 ]
// Reverse, vbar and kbar being the adjoints of v and of the KL:
//   u = B^-1 Psi vbar,  g = B^-1 a,  q = kbar (g - a/2)
//   Psibar = M Psi + c vbar' - u v0',   M = kbar (B^-1 - B^-2) + a q' + q a' - u c' - c u'
//   rhobar = u + kbar (a - g),   Z = lam^1/2 Psibar,   t = lam^1/2 rhobar,   ybar = t
//   sbar_n = -(1 - kappa lam_n) ( Psibar_n . Psi_n + rhobar_n rho_n ), in which, with B a = rho, B g = a, B u = Psi vbar and B c as above,
//   the bracket is  kbar [ 1 - 2 (B^-1)_nn + (B^-2)_nn + 2 a_n (a_n - g_n) ] + u_n (2 c_n + e_n).
// Members of one posterior add up wherever c, u, v0, e or vbar stand.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The conjugate update in data form.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
/// <typeparam name="TFactor">The structure of the prior factor.</typeparam>
internal static unsafe class DataForm<T, TVector, TLanes, TFactor>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TFactor : struct, IPriorFactor<TFactor, T>
{
    /// <summary>Draws the members' samples.</summary>
    /// <returns>The KL; NaN if B could not be factorised, with the draws left undefined.</returns>
    public static double Forward(in TFactor factor, in ConjugateGroup<T> group)
    {
        int n = group.Points, stride = group.PointStride, members = group.Members, weights = group.Weights;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        T* psi = group.Kept + stride, inverse = psi + ((nint)weights * stride), solutions = inverse + ((nint)n * stride);
        factor.ScaleTurned(group.Turned, group.Scale, vectors, group.Kept, stride);
        if (!SymmetricKernel<T, TVector, TLanes>.InvertGram(n, weights, psi, stride, inverse, out double divergence))
        {
            return double.NaN;
        }
        using var scratch = Scratch.Enter();
        T* residuals = scratch.Take<T>((nint)(members + 1) * stride), rho = residuals + ((nint)members * stride);
        for (int at = 0; at < n; at += TLanes.Count)
        {
            var scaled = TLanes.Multiply(TLanes.Load(group.Scale + at), TLanes.Load(group.Targets + at));
            TLanes.Store(rho + at, TLanes.Subtract(scaled, TLanes.Load(group.Kept + at)));
        }
        TileProduct<T, TVector, TLanes>.Rectangle(
            members, vectors, weights, group.WeightNoise, group.WeightNoiseStride, 1, psi, stride, residuals, stride, TileFinish<T>.Set);
        for (int i = 0; i < members; i++)
        {
            T* row = residuals + ((nint)i * stride);
            T* noise = group.PointNoise + (i * group.PointNoiseStride);
            for (int at = 0; at < n; at += TLanes.Count)
            {
                var rest = TLanes.Subtract(TLanes.Load(rho + at), TLanes.Load(row + at));
                TLanes.Store(row + at, TLanes.Subtract(rest, RowKernel<T, TVector, TLanes>.LoadUpTo(noise, at, n)));
            }
        }
        TileProduct<T, TVector, TLanes>.Rectangle(
            members + 1, vectors, n, residuals, stride, 1, inverse, stride, solutions, stride, TileFinish<T>.Set);
        for (int i = 0; i < members; i++)
        {
            T* draw = DrawRow.Start(group, group.Draws + ((nint)i * group.DrawStride));
            RowKernel<T, TVector, TLanes>.Dots(weights, vectors, psi, stride, solutions + ((nint)i * stride), draw);
            RowKernel<T, TVector, TLanes>.AddTo(weights, group.WeightNoise + (i * group.WeightNoiseStride), draw);
        }
        T* mean = scratch.Take<T>(group.DrawStride);
        if (group.MeanDraw is not null)
        {
            mean = group.MeanDraw;
        }
        mean = DrawRow.Start(group, mean);
        RowKernel<T, TVector, TLanes>.Dots(weights, vectors, psi, stride, solutions + ((nint)members * stride), mean);
        return 0.5 * (divergence + RowKernel<T, TVector, TLanes>.SquaredNorm(weights, mean));
    }

    /// <summary>Adds this posterior's part to the derivatives.</summary>
    public static void Backward(in TFactor factor, in ConjugateGroup<T> group)
    {
        int n = group.Points, stride = group.PointStride, members = group.Members, weights = group.Weights;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        T* psi = group.Kept + stride, inverse = psi + ((nint)weights * stride), c = inverse + ((nint)n * stride);
        T* a = c + ((nint)members * stride);
        using var scratch = Scratch.Enter();
        T* right = scratch.Take<T>((nint)(members + 1) * stride), u = scratch.Take<T>((nint)(members + 1) * stride);
        T* g = u + ((nint)members * stride);
        TileProduct<T, TVector, TLanes>.Rectangle(
            members, vectors, weights, group.DrawAdjoints, group.WeightStride, 1, psi, stride, right, stride, TileFinish<T>.Set);
        new Span<T>(a, vectors * TLanes.Count).CopyTo(new Span<T>(right + ((nint)members * stride), vectors * TLanes.Count));
        TileProduct<T, TVector, TLanes>.Rectangle(
            members + 1, vectors, n, right, stride, 1, inverse, stride, u, stride, TileFinish<T>.Set);

        int terms = (2 * members) + 2;
        T* lefts = scratch.Take<T>((nint)terms * stride), rights = scratch.Take<T>((nint)terms * stride);
        DataFormTerms<T, TVector, TLanes>.Ranks(group, vectors, a, g, u, c, lefts, rights);
        T* m = scratch.Take<T>((nint)(n + 2) * stride), squares = scratch.Take<T>(n);
        SymmetricKernel<T, TVector, TLanes>.Combine(n, inverse, stride, group.DivergenceAdjoint, terms, lefts, rights, m, squares);

        T* z = scratch.Take<T>((nint)(1 + weights) * stride);
        T* diagonal = scratch.Take<T>(n);
        for (int i = 0; i < n; i++)
        {
            diagonal[i] = inverse[((nint)i * stride) + i];
        }
        DataFormTerms<T, TVector, TLanes>.Points(group, vectors, a, g, u, c, diagonal, squares, z);
        var finish = new TileFinish<T>(TileTarget.Set, columnScale: group.Scale);
        if (members == 1 && n + 2 <= stride)
        {
            // [Psi' vbar -v0] [M; c'; u'] as one product, where rows have room.
            for (int k = 0; k < weights; k++)
            {
                psi[((nint)k * stride) + n] = group.DrawAdjoints[k];
                psi[((nint)k * stride) + n + 1] = -group.WeightNoise[k];
            }
            new Span<T>(c, vectors * TLanes.Count).CopyTo(new Span<T>(m + ((nint)n * stride), vectors * TLanes.Count));
            new Span<T>(u, vectors * TLanes.Count).CopyTo(new Span<T>(m + ((nint)(n + 1) * stride), vectors * TLanes.Count));
            TileProduct<T, TVector, TLanes>.Rectangle(weights, vectors, n + 2, psi, stride, 1, m, stride, z + stride, stride, finish);
        }
        else
        {
            TileProduct<T, TVector, TLanes>.Rectangle(weights, vectors, n, psi, stride, 1, m, stride, z + stride, stride, finish);
            TileProduct<T, TVector, TLanes>.Rectangle(
                weights, vectors, members, group.DrawAdjoints, 1, group.WeightStride, c, stride, z + stride, stride,
                finish with { Target = TileTarget.Add });
            TileProduct<T, TVector, TLanes>.Rectangle(
                weights, vectors, members, group.WeightNoise, 1, group.WeightNoiseStride, u, stride, z + stride, stride,
                finish with { Target = TileTarget.Subtract });
        }
        factor.GatherTurned(
            z, n, vectors, stride, group.Features, group.Turned, group.Gradient, group.FeatureGradient, group.StartsFeatureGradient);
    }
}
