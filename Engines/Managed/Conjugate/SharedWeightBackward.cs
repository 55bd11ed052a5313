// The formulas are those of LaneWeightForm.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The reverse pass in weight form where all units share a diagonal prior factor.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct SharedWeightBackward<T, TVector, TLanes>
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
    /// <param name="parts">Where derivatives go.</param>
    /// <param name="kappa">Floor of the pseudo-variances.</param>
    public SharedWeightBackward(
        in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, in ConjugateAdjoints<T> adjoints, in GradientParts<T> parts, T kappa)
    {
        (_layout, _inputs, _adjoints, _parts, _kappa) = (layout, inputs, adjoints, parts, kappa);
    }

    /// <summary>All posteriors of a task that read one sample of the features.</summary>
    public void Run(int b, int f, T* meanGradient, T* factorGradient)
    {
        var shape = _layout.Shape;
        int first = shape.FeatureSamples == 1 ? 0 : f, end = shape.FeatureSamples == 1 ? shape.Groups : f + 1;
        var group = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, first, 0);
        int n = group.Points, weights = group.Weights, stride = group.WeightStride;
        int pairStride = LaneWeightForm<T, TVector, TLanes>.PairStride(weights), together = LaneWeightForm<T, TVector, TLanes>.Together;
        using var scratch = Scratch.Enter();
        var sums = new Sums(
            scratch.TakeZeroed<T>(stride), scratch.Take<T>((nint)n * stride), scratch.Take<T>((nint)n * pairStride),
            scratch.TakeZeroed<T>((nint)n * stride), scratch.TakeZeroed<T>((nint)n * pairStride),
            scratch.TakeZeroed<T>((nint)shape.MeanUnits * group.PointStride));
        new Span<T>(_inputs.Factor, weights).CopyTo(new Span<T>(sums.Factor, weights));
        LaneWeightForm<T, TVector, TLanes>.Features(n, weights, group.Features, stride, sums.Factor, sums.Phi, sums.Pairs);
        for (int g = first; g < end; g++)
        {
            var places = SharedWeightPlaces<T>.Kept(_layout, _adjoints.Residuals, b, g);
            for (int block = 0; block < shape.Units; block += BlockPlan.SharedUnits)
            {
                int last = Math.Min(shape.Units, block + BlockPlan.SharedUnits);
                for (int u = block; u < last; u += together)
                {
                    Units(sums, places, b, g, u, Math.Min(together, last - u));
                }
            }
        }
        LaneWeightForm<T, TVector, TLanes>.Contract(n, weights, sums.OfPairs, sums.Phi, stride, sums.PhiGradient);
        Finish(sums, group, b, f, meanGradient, factorGradient);
    }

    private void Units(in Sums sums, in SharedWeightPlaces<T> places, int b, int g, int u, int count)
    {
        var shape = _layout.Shape;
        ref readonly var task = ref _layout.Tasks[b];
        var group = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, g, u);
        int n = group.Points, vectors = TileProduct<T, TVector, TLanes>.Vectors(count), units = vectors * TLanes.Count;
        int row = (b * shape.Samples) + (g * group.Members);
        using var scratch = Scratch.Enter();
        T* scale = scratch.Take<T>((nint)n * units), agreement = scratch.TakeZeroed<T>((nint)n * units);
        T* rhoAdjoint = scratch.TakeZeroed<T>((nint)n * units);
        LaneWeightForm<T, TVector, TLanes>.Enter(n, count, units, group.Scale, shape.NoiseUnits > 1 ? group.PointStride : 0, scale);
        T divergence = T.Zero;
        for (int i = 0; i < group.Members; i++)
        {
            Member(sums, places, group, row + i, i, u, count, scale, agreement, rhoAdjoint);
            divergence += _adjoints.Divergence[row + i];
        }
        if (divergence != T.Zero)
        {
            Divergence(sums, places, group, divergence, u, count, scale, agreement, rhoAdjoint);
        }
        TVector one = TLanes.Broadcast(T.One), kappa = TLanes.Broadcast(_kappa);
        T* rho = places.Rho(u);
        for (int at = 0; at < n * units; at += TLanes.Count)
        {
            TVector s = TLanes.Load(scale + at), adjoint = TLanes.Load(rhoAdjoint + at);
            var noise = TLanes.MultiplyAdd(adjoint, TLanes.Load(rho + at), TLanes.Load(agreement + at));
            var share = TLanes.Subtract(TLanes.Multiply(kappa, TLanes.Multiply(s, s)), one);
            TLanes.Store(agreement + at, TLanes.Multiply(share, noise));
            TLanes.Store(rhoAdjoint + at, TLanes.Multiply(s, adjoint));
        }
        long to = task.PointRows + (g * task.PointRowsStride) + ((long)u * task.PointStride);
        Transposition.Copy(n, count, rhoAdjoint, units, _parts.TargetRows + to, task.PointStride);
        Transposition.Copy(n, count, agreement, units, _parts.NoiseRows + to, task.PointStride);
        for (int i = 0; i < count; i++)
        {
            T* t = _parts.TargetRows + to + ((nint)i * task.PointStride);
            T* meanRow = sums.MeanRows + ((nint)(shape.MeanUnits == 1 ? 0 : u + i) * task.PointStride);
            System.Numerics.Tensors.TensorPrimitives.Subtract(new ReadOnlySpan<T>(meanRow, n), new ReadOnlySpan<T>(t, n), new Span<T>(meanRow, n));
        }
    }

    /// <summary>What comes through the draws of one member.</summary>
    private void Member(
        in Sums sums, in SharedWeightPlaces<T> places, in ConjugateGroup<T> group, int row, int member, int u, int count, T* scale,
        T* agreement, T* rhoAdjoint)
    {
        int n = group.Points, weights = group.Weights, stride = group.WeightStride;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(count), units = vectors * TLanes.Count;
        int across = TileProduct<T, TVector, TLanes>.Vectors(weights);
        using var scratch = Scratch.Enter();
        T* x = scratch.Take<T>((nint)weights * units), p = scratch.Take<T>((nint)weights * units);
        T* pRows = scratch.TakeZeroed<T>((nint)count * stride), noise = scratch.Take<T>((nint)n * units);
        T* ofP = scratch.Take<T>((nint)n * units), ofV = scratch.Take<T>((nint)n * units);
        T* adjoints = _adjoints.Weights + ((((long)row * _layout.Shape.Units) + u) * weights);
        LaneWeightForm<T, TVector, TLanes>.Enter(weights, count, units, adjoints, weights, x);
        for (int k = 0; k < weights; k++)
        {
            var l = TLanes.Broadcast(sums.Factor[k]);
            for (int at = k * units; at < (k + 1) * units; at += TLanes.Count)
            {
                TLanes.Store(x + at, TLanes.Multiply(l, TLanes.Load(x + at)));
            }
        }
        LaneWeightForm<T, TVector, TLanes>.Solve(weights, places.Inverses(u), x, units, p);
        Transposition.Copy(weights, count, p, units, pRows, stride);
        T* v = _adjoints.Residuals + _layout.Panels + (u * _layout.UnitStride) + ((nint)row * group.DrawStride) + ConjugateLayout<T>.Line;
        LaneWeightForm<T, TVector, TLanes>.Enter(weights, count, units, v, checked((nint)_layout.UnitStride), x);
        TileProduct<T, TVector, TLanes>.Rectangle(n, vectors, weights, sums.Phi, stride, 1, p, units, ofP, units, TileFinish<T>.Set);
        TileProduct<T, TVector, TLanes>.Rectangle(n, vectors, weights, sums.Phi, stride, 1, x, units, ofV, units, TileFinish<T>.Set);
        T* source = group.PointNoise + (member * group.PointNoiseStride), rho = places.Rho(u);
        LaneWeightForm<T, TVector, TLanes>.Enter(n, count, units, source, _layout.Shape.Points, noise);
        for (int at = 0; at < n * units; at += TLanes.Count)
        {
            var s = TLanes.Load(scale + at);
            TVector psiP = TLanes.Multiply(s, TLanes.Load(ofP + at)), psiV = TLanes.Multiply(s, TLanes.Load(ofV + at));
            var r = TLanes.Subtract(TLanes.Subtract(TLanes.Load(rho + at), TLanes.Load(noise + at)), psiV);
            TLanes.Store(rhoAdjoint + at, TLanes.Add(TLanes.Load(rhoAdjoint + at), psiP));
            TLanes.Store(agreement + at, TLanes.MultiplyAdd(psiP, TLanes.Subtract(r, psiV), TLanes.Load(agreement + at)));
            TLanes.Store(ofV + at, TLanes.Multiply(s, r));
            TLanes.Store(ofP + at, TLanes.Multiply(s, psiP));
        }
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, across, count, ofV, units, 1, pRows, stride, sums.PhiGradient, stride, TileFinish<T>.Add);
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, across, count, ofP, units, 1, v, checked((nint)_layout.UnitStride), sums.PhiGradient, stride, TileFinish<T>.Subtract);
    }

    /// <summary>What comes through the KL.</summary>
    private static void Divergence(
        in Sums sums, in SharedWeightPlaces<T> places, in ConjugateGroup<T> group, T kbar, int u, int count, T* scale, T* agreement,
        T* rhoAdjoint)
    {
        int n = group.Points, weights = group.Weights, stride = group.WeightStride;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(count), units = vectors * TLanes.Count;
        int pairs = LaneWeightForm<T, TVector, TLanes>.Pairs(weights), pairStride = LaneWeightForm<T, TVector, TLanes>.PairStride(weights);
        using var scratch = Scratch.Enter();
        T* q = scratch.Take<T>((nint)weights * units), qRows = scratch.TakeZeroed<T>((nint)count * stride);
        T* m = scratch.Take<T>((nint)pairs * units), mRows = scratch.TakeZeroed<T>((nint)count * pairStride);
        T* ofQ = scratch.Take<T>((nint)n * units), ofM = scratch.Take<T>((nint)n * units), precision = scratch.Take<T>((nint)n * units);
        LaneWeightForm<T, TVector, TLanes>.Solve(weights, places.Inverses(u), places.Means(u), units, q);
        Transposition.Copy(weights, count, q, units, qRows, stride);
        LaneWeightForm<T, TVector, TLanes>.Combine(weights, places.Inverses(u), kbar, q, places.Means(u), units, m);
        Transposition.Copy(pairs, count, m, units, mRows, pairStride);
        TileProduct<T, TVector, TLanes>.Rectangle(n, vectors, weights, sums.Phi, stride, 1, q, units, ofQ, units, TileFinish<T>.Set);
        TileProduct<T, TVector, TLanes>.Rectangle(n, vectors, pairs, sums.Pairs, pairStride, 1, m, units, ofM, units, TileFinish<T>.Set);
        T* rho = places.Rho(u);
        var factor = TLanes.Broadcast(kbar);
        for (int at = 0; at < n * units; at += TLanes.Count)
        {
            var s = TLanes.Load(scale + at);
            TVector psiQ = TLanes.Multiply(factor, TLanes.Multiply(s, TLanes.Load(ofQ + at))), lam = TLanes.Multiply(s, s);
            TVector residual = TLanes.Load(rho + at), sum = TLanes.MultiplyAdd(lam, TLanes.Load(ofM + at), TLanes.Load(agreement + at));
            TLanes.Store(precision + at, lam);
            TLanes.Store(rhoAdjoint + at, TLanes.Add(TLanes.Load(rhoAdjoint + at), psiQ));
            TLanes.Store(agreement + at, TLanes.MultiplyAdd(residual, psiQ, sum));
            TLanes.Store(ofQ + at, TLanes.Multiply(factor, TLanes.Multiply(s, residual)));
        }
        int across = TileProduct<T, TVector, TLanes>.Vectors(weights);
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, across, count, ofQ, units, 1, qRows, stride, sums.PhiGradient, stride, TileFinish<T>.Add);
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, TileProduct<T, TVector, TLanes>.Vectors(pairs), count, precision, units, 1, mRows, pairStride, sums.OfPairs, pairStride,
            TileFinish<T>.Add);
    }

    /// <summary>From Phibar and the rows -t, the derivatives of P, of the mean and of the factor.</summary>
    private void Finish(in Sums sums, in ConjugateGroup<T> group, int b, int f, T* meanGradient, T* factorGradient)
    {
        var shape = _layout.Shape;
        ref readonly var place = ref _layout.Tasks[b];
        int n = group.Points, weights = group.Weights, stride = group.WeightStride;
        int across = TileProduct<T, TVector, TLanes>.Vectors(weights);
        using var scratch = Scratch.Enter();
        if (_parts.Features(0) is not null)
        {
            T* target = _parts.Features(0) + place.FeatureGradient + (f * place.FeatureGradientStride);
            T* means = scratch.TakeZeroed<T>((nint)shape.MeanUnits * stride);
            for (int u = 0; u < shape.MeanUnits; u++)
            {
                new Span<T>(_inputs.Mean + ((long)u * weights), weights).CopyTo(new Span<T>(means + ((nint)u * stride), weights));
            }
            TileProduct<T, TVector, TLanes>.Rectangle(
                n, across, shape.MeanUnits, sums.MeanRows, 1, group.PointStride, means, stride, target, stride, TileFinish<T>.Set);
            for (int i = 0; i < n; i++)
            {
                for (int at = 0; at < weights; at += TLanes.Count)
                {
                    nint element = ((nint)i * stride) + at;
                    var product = TLanes.MultiplyAdd(
                        TLanes.Load(sums.Factor + at), TLanes.Load(sums.PhiGradient + element), TLanes.Load(target + element));
                    TLanes.Store(target + element, product);
                }
            }
        }
        if (factorGradient is not null)
        {
            new Span<T>(factorGradient, weights).Clear();
            for (int i = 0; i < n; i++)
            {
                nint start = (nint)i * stride;
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                    new ReadOnlySpan<T>(group.Features + start, weights), new ReadOnlySpan<T>(sums.PhiGradient + start, weights),
                    new ReadOnlySpan<T>(factorGradient, weights), new Span<T>(factorGradient, weights));
            }
        }
        if (meanGradient is not null)
        {
            T* product = scratch.Take<T>((nint)shape.MeanUnits * stride);
            TileProduct<T, TVector, TLanes>.Rectangle(
                shape.MeanUnits, across, n, sums.MeanRows, group.PointStride, 1, group.Features, stride, product, stride, TileFinish<T>.Set);
            for (int u = 0; u < shape.MeanUnits; u++)
            {
                new Span<T>(product + ((nint)u * stride), weights).CopyTo(new Span<T>(meanGradient + ((nint)u * weights), weights));
            }
        }
    }

    /// <summary>What is computed once for all units, and what they add to.</summary>
    private readonly struct Sums(T* factor, T* phi, T* pairs, T* phiGradient, T* ofPairs, T* meanRows)
    {
        /// <summary>l, padded with zeros.</summary>
        public T* Factor { get; } = factor;

        /// <summary>Phi, [n, K].</summary>
        public T* Phi { get; } = phi;

        /// <summary>R, [n, pairs].</summary>
        public T* Pairs { get; } = pairs;

        /// <summary>Phibar so far, [n, K].</summary>
        public T* PhiGradient { get; } = phiGradient;

        /// <summary>Sum of lam M so far, [n, pairs].</summary>
        public T* OfPairs { get; } = ofPairs;

        /// <summary>Rows -t over points, [U*].</summary>
        public T* MeanRows { get; } = meanRows;
    }
}
