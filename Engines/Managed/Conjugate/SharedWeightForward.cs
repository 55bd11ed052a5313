// The formulas are those of LaneWeightForm.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The forward pass in weight form where all units share a diagonal prior factor.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct SharedWeightForward<T, TVector, TLanes>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly ConjugateInputs<T> _inputs;
    private readonly ConjugateOutputs<T> _outputs;
    private readonly T* _panels;
    private readonly T* _targets;
    private readonly double* _divergences;

    /// <param name="layout">Places.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="outputs">What is written.</param>
    /// <param name="panels">Task panels.</param>
    /// <param name="targets">Targets in rows over points.</param>
    /// <param name="divergences">Receives the KL of every posterior, [task, group, unit].</param>
    public SharedWeightForward(
        in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, T* panels, T* targets,
        double* divergences)
    {
        (_layout, _inputs, _outputs) = (layout, inputs, outputs);
        _panels = panels;
        _targets = targets;
        _divergences = divergences;
    }

    /// <summary>A block of units of one posterior.</summary>
    public void Run(int b, int g, int first, int end)
    {
        var shape = _layout.Shape;
        var group = GroupContext.Of(_layout, _inputs, _panels, b, g, first);
        int n = group.Points, weights = group.Weights, together = LaneWeightForm<T, TVector, TLanes>.Together;
        using var scratch = Scratch.Enter();
        var draws = new SharedDraws<T, TVector, TLanes>(_layout, _inputs, _outputs, scratch);
        T* phi = scratch.Take<T>((nint)n * group.WeightStride);
        T* pairs = scratch.Take<T>((nint)n * LaneWeightForm<T, TVector, TLanes>.PairStride(weights));
        LaneWeightForm<T, TVector, TLanes>.Features(n, weights, group.Features, group.WeightStride, draws.Factor, phi, pairs);
        bool keeps = _outputs.Residuals is not null;
        var places = keeps
            ? SharedWeightPlaces<T>.Kept(_layout, _outputs.Residuals, b, g)
            : SharedWeightPlaces<T>.Temporary(_layout, scratch, b, together);
        for (int u = first; u < end; u += together)
        {
            Units(draws, places, keeps ? u : 0, b, g, u, Math.Min(together, end - u), phi, pairs);
        }
    }

    private void Units(
        in SharedDraws<T, TVector, TLanes> draws, in SharedWeightPlaces<T> places, int at, int b, int g, int u, int count, T* phi, T* pairs)
    {
        var shape = _layout.Shape;
        ref readonly var task = ref _layout.Tasks[b];
        var group = GroupContext.Of(_layout, _inputs, _panels, b, g, u);
        int n = group.Points, weights = group.Weights, members = group.Members, stride = group.WeightStride;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(count), units = vectors * TLanes.Count;
        using var scratch = Scratch.Enter();
        T* scale = scratch.Take<T>((nint)n * units), precision = scratch.Take<T>((nint)n * units), side = scratch.Take<T>((nint)n * units);
        T* right = scratch.Take<T>((nint)weights * units), noise = scratch.Take<T>((nint)weights * units);
        T* solved = scratch.Take<T>((nint)weights * units), rows = scratch.TakeZeroed<T>((nint)count * stride);
        T* inverses = places.Inverses(at), mean = places.Means(at), rho = places.Rho(at);
        double* divergences = stackalloc double[units];

        LaneWeightForm<T, TVector, TLanes>.Enter(n, count, units, group.Scale, shape.NoiseUnits > 1 ? group.PointStride : 0, scale);
        T* targets = _targets + task.PointRows + ((shape.TargetSamples == 1 ? 0 : g) * task.PointRowsStride) + ((long)u * task.PointStride);
        LaneWeightForm<T, TVector, TLanes>.Enter(n, count, units, targets, task.PointStride, rho);
        MeanOutputs(group, u, count, units, side);
        for (int i = 0; i < n * units; i += TLanes.Count)
        {
            var s = TLanes.Load(scale + i);
            TLanes.Store(precision + i, TLanes.Multiply(s, s));
            TLanes.Store(rho + i, TLanes.Multiply(s, TLanes.Subtract(TLanes.Load(rho + i), TLanes.Load(side + i))));
        }
        LaneWeightForm<T, TVector, TLanes>.Invert(n, weights, pairs, precision, units, inverses, divergences);
        for (int member = members; member >= 0; member--)
        {
            bool isMean = member == members;
            T* target = isMean ? mean : solved;
            Side(group, member, count, units, scale, rho, side);
            TileProduct<T, TVector, TLanes>.Rectangle(
                weights, vectors, n, phi, 1, stride, side, units, right, units, TileFinish<T>.Set);
            if (!isMean)
            {
                T* source = group.WeightNoise + (member * group.WeightNoiseStride);
                LaneWeightForm<T, TVector, TLanes>.Enter(weights, count, units, source, weights, noise);
                RowKernel<T, TVector, TLanes>.AddTo(weights * units, noise, right);
            }
            LaneWeightForm<T, TVector, TLanes>.Solve(weights, inverses, right, units, target);
            if (!isMean || draws.WantsMean)
            {
                Transposition.Copy(weights, count, target, units, rows, stride);
                for (int i = 0; i < count; i++)
                {
                    T* v = rows + ((nint)i * stride);
                    if (!double.IsFinite(divergences[i]))
                    {
                        new Span<T>(v, weights).Fill(T.NaN);
                    }
                    draws.Put(group, b, g, member, u + i, v);
                }
            }
        }
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < weights; k++)
            {
                double value = double.CreateTruncating(mean[(k * units) + i]);
                divergences[i] += value * value;
            }
            _divergences[((((long)b * shape.Groups) + g) * shape.Units) + u + i] = 0.5 * divergences[i];
        }
    }

    /// <summary>lam^1/2 (rho - e) of a member, or lam^1/2 rho for the mean; [n, units].</summary>
    private void Side(in ConjugateGroup<T> group, int member, int count, int units, T* scale, T* rho, T* side)
    {
        int n = group.Points;
        if (member < group.Members)
        {
            T* noise = group.PointNoise + (member * group.PointNoiseStride);
            LaneWeightForm<T, TVector, TLanes>.Enter(n, count, units, noise, _layout.Shape.Points, side);
        }
        else
        {
            new Span<T>(side, n * units).Clear();
        }
        for (int i = 0; i < n * units; i += TLanes.Count)
        {
            var rest = TLanes.Subtract(TLanes.Load(rho + i), TLanes.Load(side + i));
            TLanes.Store(side + i, TLanes.Multiply(TLanes.Load(scale + i), rest));
        }
    }

    /// <summary>P mu, [n, units].</summary>
    private void MeanOutputs(in ConjugateGroup<T> group, int u, int count, int units, T* target)
    {
        var shape = _layout.Shape;
        int weights = group.Weights;
        using var scratch = Scratch.Enter();
        T* means = scratch.Take<T>((nint)weights * units);
        T* source = _inputs.Mean + ((long)(shape.MeanUnits == 1 ? 0 : u) * weights);
        LaneWeightForm<T, TVector, TLanes>.Enter(weights, count, units, source, shape.MeanUnits == 1 ? 0 : weights, means);
        TileProduct<T, TVector, TLanes>.Rectangle(
            group.Points, units / TLanes.Count, weights, group.Features, group.WeightStride, 1, means, units, target, units,
            TileFinish<T>.Set);
    }
}
