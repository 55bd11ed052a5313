// Reverse mode where all units of a layer share a diagonal prior factor l, with Phi = P diag(l), Psi_u = D_u Phi. From DataForm's
//   Psibar_u = M_u Psi_u + c vbar' - u v0'
// follows, summed over the units as products of whole blocks of them,
//   Phibar = [ sum_u D_u M_u D_u ] Phi + (D c)' Vbar - (D u)' V0,   Pbar = Phibar diag(l) - sum_u t_u mu_u',   lbar_k = P_k . Phibar_k,
// so that no unit touches anything of size n x K alone.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The reverse pass where all units share the prior factor, and its data form; one item a (task, feature sample), which no other item
/// touches.
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
        if (_layout.Tasks[b].Form == ConjugateForm.Weight)
        {
            new SharedWeightBackward<T, TVector, TLanes>(_layout, _inputs, _adjoints, _parts, _kappa).Run(b, f, meanGradient, factorGradient);
            return;
        }
        int first = shape.FeatureSamples == 1 ? 0 : f, end = shape.FeatureSamples == 1 ? shape.Groups : f + 1;
        var group = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, first, 0);
        int n = group.Points, stride = group.PointStride, weights = group.Weights;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        T* gram = scratch.TakeZeroed<T>((nint)Math.Max(1, n) * stride);
        T* lanes = LaneDataForm<T, TVector, TLanes>.Applies(shape, n)
            ? scratch.TakeZeroed<T>(LaneMatrices<T, TVector, TLanes>.Size(n))
            : null;
        T* gradient = scratch.TakeZeroed<T>((nint)weights * stride), meanRows = scratch.TakeZeroed<T>((nint)shape.MeanUnits * stride);
        T* factor = scratch.TakeZeroed<T>(group.WeightStride);
        new Span<T>(_inputs.Factor, weights).CopyTo(new Span<T>(factor, weights));
        for (int g = first; g < end; g++)
        {
            for (int u = 0; u < shape.Units; u += BlockPlan.SharedUnits)
            {
                Units(b, g, u, Math.Min(shape.Units, u + BlockPlan.SharedUnits), factor, gram, lanes, meanRows, gradient);
            }
        }
        if (lanes is not null)
        {
            LaneDataForm<T, TVector, TLanes>.AddLanes(n, lanes, gram, stride);
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
    private void Units(int b, int g, int first, int end, T* factor, T* gram, T* lanes, T* meanRows, T* gradient)
    {
        var shape = _layout.Shape;
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
        int together = LaneDataForm<T, TVector, TLanes>.Together(shape, n, units), perUnit = (members + 1) * stride;
        var places = SharedPlaces<T>.Kept(_layout, _adjoints.Residuals, b, g);
        T* right = scratch.Take<T>((nint)together * perUnit), solved = scratch.Take<T>((nint)together * perUnit);
        T* diagonals = scratch.Take<T>((nint)together * 2 * stride);
        for (int start = 0; start < units; start += together)
        {
            int count = Math.Min(together, units - start);
            T* solutions = places.Solutions(first + start);
            for (int i = 0; i < count; i++)
            {
                Right(Unit(b, g, first + start + i, divergence), products + ((nint)(start + i) * stride), (nint)units * stride,
                    solutions + ((nint)i * perUnit), right + ((nint)i * perUnit));
            }
            var leading = Unit(b, g, first + start, divergence);
            T* inverse = places.Inverse(first + start);
            if (lanes is not null)
            {
                LaneDataForm<T, TVector, TLanes>.Reverse(
                    count, leading, inverse, right, solutions, solved, diagonals, lanes);
            }
            else
            {
                Reverse(leading, count, inverse, right, solutions, solved, diagonals, gram);
            }
            for (int i = 0; i < count; i++)
            {
                int u = start + i;
                Finish(
                    Unit(b, g, first + u, divergence), solutions + ((nint)i * perUnit), solved + ((nint)i * perUnit),
                    diagonals + ((nint)i * 2 * stride), cRows + ((nint)u * stride), uRows + ((nint)u * stride), (nint)units * stride,
                    meanRows + ((nint)(shape.MeanUnits == 1 ? 0 : first + u) * stride));
            }
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

    private ConjugateGroup<T> Unit(int b, int g, int u, T divergence)
    {
        ref readonly var place = ref _layout.Tasks[b];
        var unit = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, g, u);
        unit.DivergenceAdjoint = divergence;
        unit.Kappa = _kappa;
        long at = place.PointRows + (g * place.PointRowsStride) + ((long)u * place.PointStride);
        unit.TargetAdjoint = _parts.TargetRows + at;
        unit.NoiseAdjoint = _parts.NoiseRows + at;
        return unit;
    }

    /// <summary>Rows Psi vbar of the members, then a.</summary>
    private static void Right(in ConjugateGroup<T> group, T* products, nint distance, T* solutions, T* right)
    {
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(group.Points);
        nint stride = group.PointStride, last = group.Members * stride;
        for (int i = 0; i < group.Members; i++)
        {
            Multiply(vectors, group.Scale, products + (i * distance), right + (i * stride));
        }
        new Span<T>(solutions + last, vectors * TLanes.Count).CopyTo(new Span<T>(right + last, vectors * TLanes.Count));
    }

    /// <summary>
    /// Units that share their noise, or one unit: u of the members and g, the diagonals of B^-1 and B^-2, and D M D added to the sum over
    /// units.
    /// </summary>
    private static void Reverse(
        in ConjugateGroup<T> group, int count, T* inverse, T* right, T* solutions, T* solved, T* diagonals, T* gram)
    {
        int n = group.Points, stride = group.PointStride, members = group.Members;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n), terms = (2 * members) + 2, perUnit = (members + 1) * stride;
        using var scratch = Scratch.Enter();
        T* lefts = scratch.Take<T>((nint)count * terms * stride), rights = scratch.Take<T>((nint)count * terms * stride);
        T* m = scratch.Take<T>((nint)Math.Max(1, n) * stride);
        TileProduct<T, TVector, TLanes>.Rectangle(
            count * (members + 1), vectors, n, right, stride, 1, inverse, stride, solved, stride, TileFinish<T>.Set);
        nint last = (nint)members * stride;
        for (int i = 0; i < count; i++)
        {
            T* c = solutions + ((nint)i * perUnit), u = solved + ((nint)i * perUnit);
            nint to = (nint)i * terms * stride;
            DataFormTerms<T, TVector, TLanes>.Ranks(group, vectors, c + last, u + last, u, c, lefts + to, rights + to);
        }
        SymmetricKernel<T, TVector, TLanes>.Combine(
            n, inverse, stride, T.CreateChecked(count) * group.DivergenceAdjoint, count * terms, lefts, rights, m, diagonals + stride);
        for (int r = 0; r < n; r++, gram += stride, m += stride)
        {
            diagonals[r] = inverse[((nint)r * stride) + r];
            var factor = TLanes.Broadcast(group.Scale[r]);
            for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
            {
                var scaled = TLanes.Multiply(factor, TLanes.Load(group.Scale + at));
                TLanes.Store(gram + at, TLanes.MultiplyAdd(scaled, TLanes.Load(m + at), TLanes.Load(gram + at)));
            }
        }
        for (int i = 1; i < count; i++)
        {
            new Span<T>(diagonals, 2 * stride).CopyTo(new Span<T>(diagonals + ((nint)i * 2 * stride), 2 * stride));
        }
    }

    /// <summary>One unit: adjoints of its targets and noise, its rows D c and D u, and -t added to the row of its mean.</summary>
    private static void Finish(
        in ConjugateGroup<T> group, T* c, T* u, T* diagonals, T* cRows, T* uRows, nint distance, T* meanRow)
    {
        int stride = group.PointStride, members = group.Members;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(group.Points);
        nint last = (nint)members * stride;
        using var scratch = Scratch.Enter();
        T* z = scratch.Take<T>(stride);
        DataFormTerms<T, TVector, TLanes>.Points(group, vectors, c + last, u + last, u, c, diagonals, diagonals + stride, z);
        for (int at = 0; at < vectors * TLanes.Count; at += TLanes.Count)
        {
            TLanes.Store(meanRow + at, TLanes.Add(TLanes.Load(meanRow + at), TLanes.Load(z + at)));
        }
        for (int i = 0; i < members; i++)
        {
            Multiply(vectors, group.Scale, c + ((nint)i * stride), cRows + (i * distance));
            Multiply(vectors, group.Scale, u + ((nint)i * stride), uRows + (i * distance));
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
