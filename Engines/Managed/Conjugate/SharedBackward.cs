// Reverse mode where all units of a layer share a diagonal prior factor l, with Phi = P diag(l), Psi_u = D_u Phi. From DataForm's
//   Psibar_u = M_u Psi_u + c vbar' - u v0'
// follows, summed over the units as products of whole blocks of them,
//   Phibar = [ sum_u D_u M_u D_u ] Phi + (D c)' Vbar - (D u)' V0,   Pbar = Phibar diag(l) - sum_u t_u mu_u',   lbar_k = P_k . Phibar_k,
// so that no unit touches anything of size n x K alone.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The reverse pass in data form where all units share the prior factor; one item a (task, feature sample), which no other item touches.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct SharedBackward<T, TVector, TLanes> : IParallelBody
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly ConjugateInputs<T> _inputs;
    private readonly ConjugateAdjoints<T> _adjoints;
    private readonly GradientParts<T> _parts;
    private readonly T _kappa;

    /// <param name="layout">Places.</param>
    /// <param name="inputs">What the forward pass read.</param>
    /// <param name="adjoints">What comes back, with the residuals.</param>
    /// <param name="parts">Where each item leaves its derivatives.</param>
    /// <param name="kappa">Floor of the pseudo-variances.</param>
    public SharedBackward(
        in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, in ConjugateAdjoints<T> adjoints, in GradientParts<T> parts, double kappa)
    {
        _layout = layout;
        _inputs = inputs;
        _adjoints = adjoints;
        _parts = parts;
        _kappa = T.CreateChecked(kappa);
    }

    public void Run(int item)
    {
        var shape = _layout.Shape;
        int b = item / shape.FeatureSamples, f = item % shape.FeatureSamples;
        using var scratch = Scratch.Enter();
        T* meanGradient = _parts.SharedMean(item), factorGradient = _parts.SharedFactor(item);
        if (!_layout.IsShared(b))
        {
            Clear(meanGradient, (long)shape.MeanUnits * shape.Weights);
            Clear(factorGradient, shape.Weights);
            return;
        }
        int first = shape.FeatureSamples == 1 ? 0 : f, end = shape.FeatureSamples == 1 ? shape.Groups : f + 1;
        var group = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, first, 0);
        int n = group.Points, stride = group.PointStride, weights = group.Weights;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        T* gram = scratch.TakeZeroed<T>((nint)Math.Max(1, n) * stride);
        T* gradient = scratch.TakeZeroed<T>((nint)weights * stride), meanRows = scratch.TakeZeroed<T>((nint)shape.MeanUnits * stride);
        T* factor = scratch.TakeZeroed<T>(group.WeightStride);
        new Span<T>(_inputs.Factor, weights).CopyTo(new Span<T>(factor, weights));
        int blocks = BlockPlan.SharedBlocks(shape.Units);
        for (int g = first; g < end; g++)
        {
            for (int block = 0; block < blocks; block++)
            {
                int u = BlockPlan.Start(shape.Units, blocks, block), endUnit = BlockPlan.Start(shape.Units, blocks, block + 1);
                Units(b, g, u, endUnit, factor, gram, meanRows, gradient);
            }
        }
        TileProduct<T, TVector, TLanes>.Rectangle(
            weights, vectors, n, group.Turned, stride, 1, gram, stride, gradient, stride, TileFinish<T>.Add);
        Finish(group, b, f, factor, meanRows, gradient, meanGradient, factorGradient);
    }

    private static void Clear(T* target, long size)
    {
        if (target is not null)
        {
            new Span<T>(target, checked((int)size)).Clear();
        }
    }

    /// <summary>Adds a block of units of one posterior to the sums over units.</summary>
    private void Units(int b, int g, int first, int end, T* factor, T* gram, T* meanRows, T* gradient)
    {
        var shape = _layout.Shape;
        ref readonly var place = ref _layout.Tasks[b];
        var group = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, g, first);
        int n = group.Points, stride = group.PointStride, weights = group.Weights, members = group.Members, units = end - first;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n), rows = members * units;
        int row = (b * shape.Samples) + (g * members);
        using var scratch = Scratch.Enter();
        T* adjoints = scratch.Take<T>((nint)rows * group.WeightStride), products = scratch.Take<T>((nint)rows * stride);
        T* cRows = scratch.Take<T>((nint)rows * stride), uRows = scratch.Take<T>((nint)rows * stride);
        Whiten(row, first, units, members, factor, adjoints);
        TileProduct<T, TVector, TLanes>.Rectangle(
            rows, vectors, weights, adjoints, group.WeightStride, 1, group.Turned, stride, products, stride, TileFinish<T>.Set);
        T divergence = T.Zero;
        for (int i = 0; i < members; i++)
        {
            divergence += _adjoints.Divergence[row + i];
        }
        for (int u = 0; u < units; u++)
        {
            var unit = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, g, first + u);
            unit.Kept = _adjoints.Residuals + _layout.Panels + ((first + u) * _layout.UnitStride) + place.Group + (g * place.GroupStride);
            unit.DivergenceAdjoint = divergence;
            unit.Kappa = _kappa;
            long at = place.PointRows + (g * place.PointRowsStride) + ((long)(first + u) * place.PointStride);
            unit.TargetAdjoint = _parts.TargetRows + at;
            unit.NoiseAdjoint = _parts.NoiseRows + at;
            T* meanRow = meanRows + ((nint)(shape.MeanUnits == 1 ? 0 : first + u) * stride);
            nint place0 = (nint)u * stride;
            Unit(unit, (nint)units * stride, products + place0, cRows + place0, uRows + place0, gram, meanRow);
        }
        for (int i = 0; i < members; i++)
        {
            nint from = (nint)i * units;
            TileProduct<T, TVector, TLanes>.Rectangle(
                weights, vectors, units, adjoints + (from * group.WeightStride), 1, group.WeightStride, cRows + (from * stride), stride,
                gradient, stride, TileFinish<T>.Add);
            TileProduct<T, TVector, TLanes>.Rectangle(
                weights, vectors, units, group.WeightNoise + (i * group.WeightNoiseStride), 1, weights, uRows + (from * stride), stride,
                gradient, stride, TileFinish<T>.Subtract);
        }
    }

    /// <summary>Rows (member, unit) of vbar = l wbar.</summary>
    private void Whiten(int row, int first, int units, int members, T* factor, T* adjoints)
    {
        var shape = _layout.Shape;
        int weights = shape.Weights, stride = _layout.WeightStride;
        for (int i = 0; i < members; i++)
        {
            T* source = _adjoints.Weights + (((long)(row + i) * shape.Units + first) * weights);
            for (int u = 0; u < units; u++, source += weights, adjoints += stride)
            {
                for (int at = 0; at < weights; at += TLanes.Count)
                {
                    var value = RowKernel<T, TVector, TLanes>.LoadUpTo(source, at, weights);
                    TLanes.Store(adjoints + at, TLanes.Multiply(TLanes.Load(factor + at), value));
                }
            }
        }
    }

    /// <summary>One unit: adjoints of its targets and noise, its rows D c and D u, and its part of the sums over units.</summary>
    private static void Unit(
        in ConjugateGroup<T> group, nint distance, T* products, T* cRows, T* uRows, T* gram, T* meanRow)
    {
        int n = group.Points, stride = group.PointStride, members = group.Members;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        T* inverse = group.Kept, c = inverse + ((nint)n * stride), a = c + ((nint)members * stride);
        using var scratch = Scratch.Enter();
        T* right = scratch.Take<T>((nint)(members + 1) * stride), u = scratch.Take<T>((nint)(members + 1) * stride);
        T* g = u + ((nint)members * stride);
        for (int i = 0; i < members; i++)
        {
            Multiply(vectors, group.Scale, products + (i * distance), right + ((nint)i * stride));
        }
        new Span<T>(a, vectors * TLanes.Count).CopyTo(new Span<T>(right + ((nint)members * stride), vectors * TLanes.Count));
        TileProduct<T, TVector, TLanes>.Rectangle(
            members + 1, vectors, n, right, stride, 1, inverse, stride, u, stride, TileFinish<T>.Set);
        int terms = (2 * members) + 2;
        T* lefts = scratch.Take<T>((nint)terms * stride), rights = scratch.Take<T>((nint)terms * stride);
        DataForm<T, TVector, TLanes, DiagonalFactor<T, TVector, TLanes>>.RankTerms(group, vectors, a, g, u, c, lefts, rights);
        T* m = scratch.Take<T>((nint)Math.Max(1, n) * stride), squares = scratch.Take<T>(Math.Max(1, n)), z = scratch.Take<T>(stride);
        SymmetricKernel<T, TVector, TLanes>.Combine(n, inverse, stride, group.DivergenceAdjoint, terms, lefts, rights, m, squares);
        DataForm<T, TVector, TLanes, DiagonalFactor<T, TVector, TLanes>>.PointAdjoints(group, vectors, a, g, u, c, inverse, squares, z);
        for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
        {
            TLanes.Store(meanRow + at, TLanes.Add(TLanes.Load(meanRow + at), TLanes.Load(z + at)));
        }
        for (int i = 0; i < members; i++)
        {
            Multiply(vectors, group.Scale, c + ((nint)i * stride), cRows + (i * distance));
            Multiply(vectors, group.Scale, u + ((nint)i * stride), uRows + (i * distance));
        }
        for (int r = 0; r < n; r++, gram += stride, m += stride)
        {
            var factor = TLanes.Broadcast(group.Scale[r]);
            for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
            {
                var scaled = TLanes.Multiply(factor, TLanes.Load(group.Scale + at));
                TLanes.Store(gram + at, TLanes.MultiplyAdd(scaled, TLanes.Load(m + at), TLanes.Load(gram + at)));
            }
        }
    }

    private static void Multiply(int vectors, T* x, T* y, T* target)
    {
        for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
        {
            TLanes.Store(target + at, TLanes.Multiply(TLanes.Load(x + at), TLanes.Load(y + at)));
        }
    }

    /// <summary>From Phibar', and the rows -t, the derivatives of P', of the mean and of the factor.</summary>
    private void Finish(
        in ConjugateGroup<T> group, int b, int f, T* factor, T* meanRows, T* gradient, T* meanGradient, T* factorGradient)
    {
        var shape = _layout.Shape;
        ref readonly var place = ref _layout.Tasks[b];
        int stride = group.PointStride, weights = group.Weights;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(group.Points);
        using var scratch = Scratch.Enter();
        T* row = scratch.Take<T>(stride);
        T* target = _parts.Features(0) is null ? null : _parts.Features(0) + place.FeatureGradient + (f * place.FeatureGradientStride);
        for (int k = 0; k < weights; k++)
        {
            T* phi = gradient + ((nint)k * stride);
            if (factorGradient is not null)
            {
                for (int i = 0; i < group.Points; i++)
                {
                    row[i] = group.Features[((nint)i * group.WeightStride) + k];
                }
                new Span<T>(row + group.Points, stride - group.Points).Clear();
                factorGradient[k] = RowKernel<T, TVector, TLanes>.Dot(vectors, row, phi);
            }
            if (target is not null)
            {
                TileProduct<T, TVector, TLanes>.Strip(
                    1, vectors, shape.MeanUnits, _inputs.Mean + k, 1, weights, meanRows, stride, target, stride, TileFinish<T>.Set);
                var l = TLanes.Broadcast(factor[k]);
                for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
                {
                    TLanes.Store(target + at, TLanes.MultiplyAdd(l, TLanes.Load(phi + at), TLanes.Load(target + at)));
                }
                target += stride;
            }
        }
        if (meanGradient is not null)
        {
            int across = TileProduct<T, TVector, TLanes>.Vectors(weights);
            T* product = scratch.Take<T>(group.WeightStride);
            for (int u = 0; u < shape.MeanUnits; u++)
            {
                TileProduct<T, TVector, TLanes>.Strip(
                    1, across, group.Points, meanRows + ((nint)u * stride), stride, 1, group.Features, group.WeightStride, product,
                    group.WeightStride, TileFinish<T>.Set);
                new Span<T>(product, weights).CopyTo(new Span<T>(meanGradient + ((nint)u * weights), weights));
            }
        }
    }
}
