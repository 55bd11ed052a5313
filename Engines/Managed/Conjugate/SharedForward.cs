// One diagonal prior factor l for all units of a layer: with Phi = P diag(l) and G = Phi Phi' computed once,
//   Psi_u = D_u Phi,   B_u = I + D_u G D_u,   D_u = diag(lam_u^1/2),
// so a unit costs only its n x n matrix, and not even that where units share their noise too; everything of length K is a product over all units at once:
//   Psi v0 = D_u (Phi v0),   v = v0 + Phi' (D_u c),   |Psi' a|^2 = a' (B_u - I) a = a'rho - a'a.
// The symbols, and what follows from them, are those of DataForm.

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// The forward pass where all units share the prior factor, and its data form; one item a (block of units, task, posterior).
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct SharedForward<T, TVector, TLanes> : IParallelBody
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
    private readonly int _blocks;

    /// <param name="layout">Places.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="outputs">What is written.</param>
    /// <param name="panels">Task panels.</param>
    /// <param name="targets">Targets in rows over points.</param>
    /// <param name="divergences">Receives the KL of every posterior, [task, group, unit].</param>
    public SharedForward(
        in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, T* panels, T* targets,
        double* divergences)
    {
        _layout = layout;
        _inputs = inputs;
        _outputs = outputs;
        _panels = panels;
        _targets = targets;
        _divergences = divergences;
        _blocks = BlockPlan.SharedBlocks(layout.Shape.Units);
    }

    /// <summary>Number of items; items of tasks that are computed unit by unit do nothing.</summary>
    public int Items => _layout.Shape.SharesFactor ? _blocks * _layout.Shape.Tasks * _layout.Shape.Groups : 0;

    public void Run(int item)
    {
        var shape = _layout.Shape;
        int block = item % _blocks, g = item / _blocks % shape.Groups, b = item / _blocks / shape.Groups;
        if (!_layout.IsShared(b))
        {
            return;
        }
        int first = block * BlockPlan.SharedUnits, end = Math.Min(shape.Units, first + BlockPlan.SharedUnits);
        if (_layout.Tasks[b].Form == ConjugateForm.Weight)
        {
            new SharedWeightForward<T, TVector, TLanes>(_layout, _inputs, _outputs, _panels, _targets, _divergences).Run(b, g, first, end);
            return;
        }
        var group = GroupContext.Of(_layout, _inputs, _panels, b, g, first);
        int n = group.Points, stride = group.PointStride, units = end - first;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        using var scratch = Scratch.Enter();
        T* gram = scratch.Take<T>((nint)n * stride);
        TileProduct<T, TVector, TLanes>.Rectangle(
            n, vectors, group.Weights, group.Turned, 1, stride, group.Turned, stride, gram, stride, TileFinish<T>.Set);
        // Rows (member, unit): Phi v0 at first, D c in the end; after them, if means are wanted, D a.
        int members = group.Members, solved = members + (_outputs.PosteriorMean is null ? 0 : 1);
        T* rows = scratch.Take<T>((nint)solved * units * stride);
        for (int i = 0; i < members; i++)
        {
            TileProduct<T, TVector, TLanes>.Rectangle(
                units, vectors, group.Weights, group.WeightNoise + (i * group.WeightNoiseStride), group.Weights, 1, group.Turned, stride,
                rows + ((nint)i * units * stride), stride, TileFinish<T>.Set);
        }
        bool lanes = LaneDataForm<T, TVector, TLanes>.Applies(shape, n);
        int together = LaneDataForm<T, TVector, TLanes>.Together(shape, n, units), perUnit = (members + 1) * stride;
        var places = _outputs.Residuals is null
            ? SharedPlaces<T>.Temporary(_layout, scratch, b, lanes ? together : 1, together)
            : SharedPlaces<T>.Kept(_layout, _outputs.Residuals, b, g);
        T* right = scratch.Take<T>((nint)together * perUnit), meanOutputs = scratch.TakeZeroed<T>(stride);
        T* mean = scratch.TakeZeroed<T>(group.WeightStride);
        double* divergences = stackalloc double[together];
        for (int u = first; u < end; u += together)
        {
            int count = Math.Min(together, end - u);
            T* rowsOfUnits = rows + ((nint)(u - first) * stride), solutions = places.Solutions(u);
            for (int i = 0; i < count; i++)
            {
                if (u + i == first || shape.MeanUnits > 1)
                {
                    MeanOutputs(group, u + i, mean, meanOutputs);
                }
                Residuals(Unit(b, g, u + i), meanOutputs, rowsOfUnits + ((nint)i * stride), (nint)units * stride, right + ((nint)i * perUnit));
            }
            if (lanes)
            {
                LaneDataForm<T, TVector, TLanes>.Solve(
                    n, count, members + 1, gram, Unit(b, g, u), right, places.Inverse(u), solutions, divergences);
            }
            else
            {
                new Span<double>(divergences, count).Fill(Solve(Unit(b, g, u), count, gram, right, places.Inverse(u), solutions));
            }
            for (int i = 0; i < count; i++)
            {
                double divergence = Finish(
                    Unit(b, g, u + i), divergences[i], right + ((nint)i * perUnit), solutions + ((nint)i * perUnit),
                    rowsOfUnits + ((nint)i * stride), (nint)units * stride, solved);
                _divergences[((((long)b * shape.Groups) + g) * shape.Units) + u + i] = divergence;
            }
        }
        Weights(group, b, g, first, units, rows);
    }

    private ConjugateGroup<T> Unit(int b, int g, int u)
    {
        ref readonly var task = ref _layout.Tasks[b];
        var unit = GroupContext.Of(_layout, _inputs, _panels, b, g, u);
        unit.Targets = _targets + task.PointRows + ((_layout.Shape.TargetSamples == 1 ? 0 : g) * task.PointRowsStride)
            + ((long)u * task.PointStride);
        return unit;
    }

    /// <summary>Rows rho - Psi v0 - e of the members, then rho.</summary>
    private static void Residuals(in ConjugateGroup<T> group, T* meanOutputs, T* rows, nint rowDistance, T* right)
    {
        int n = group.Points, stride = group.PointStride, members = group.Members;
        T* rho = right + ((nint)members * stride);
        for (int at = 0; at < TileProduct<T, TVector, TLanes>.Vectors(n) * TLanes.Count; at += TLanes.Count)
        {
            var scale = TLanes.Load(group.Scale + at);
            var whitened = TLanes.Multiply(scale, TLanes.Subtract(TLanes.Load(group.Targets + at), TLanes.Load(meanOutputs + at)));
            TLanes.Store(rho + at, whitened);
            for (int i = 0; i < members; i++)
            {
                var rest = TLanes.Subtract(whitened, TLanes.Multiply(scale, TLanes.Load(rows + (i * rowDistance) + at)));
                var noise = RowKernel<T, TVector, TLanes>.LoadUpTo(group.PointNoise + (i * group.PointNoiseStride), at, n);
                TLanes.Store(right + ((nint)i * stride) + at, TLanes.Subtract(rest, noise));
            }
        }
    }

    /// <summary>The inverse of units that share their noise, or of one unit, and their solutions.</summary>
    /// <returns>log det B + tr B^-1 - n; NaN if B could not be factorised.</returns>
    private static double Solve(in ConjugateGroup<T> group, int count, T* gram, T* right, T* inverse, T* solutions)
    {
        int n = group.Points, stride = group.PointStride, rows = count * (group.Members + 1);
        double divergence = 0;
        if (n > 0 && !SymmetricKernel<T, TVector, TLanes>.InvertScaled(n, gram, stride, group.Scale, inverse, out divergence))
        {
            return double.NaN;
        }
        TileProduct<T, TVector, TLanes>.Rectangle(
            rows, TileProduct<T, TVector, TLanes>.Vectors(n), n, right, stride, 1, inverse, stride, solutions, stride, TileFinish<T>.Set);
        return divergence;
    }

    /// <summary>Rows D c, and D a if wanted; NaN throughout if B could not be factorised.</summary>
    /// <returns>The KL.</returns>
    private static double Finish(
        in ConjugateGroup<T> group, double divergence, T* right, T* solutions, T* rows, nint rowDistance, int solved)
    {
        int n = group.Points, stride = group.PointStride, members = group.Members;
        T* rho = right + ((nint)members * stride), a = solutions + ((nint)members * stride);
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(n);
        for (int i = 0; i < solved; i++)
        {
            if (!double.IsFinite(divergence))
            {
                new Span<T>(rows + (i * rowDistance), stride).Fill(T.NaN);
            }
            for (int at = 0; double.IsFinite(divergence) && at < vectors * TLanes.Count; at += TLanes.Count)
            {
                var product = TLanes.Multiply(TLanes.Load(group.Scale + at), TLanes.Load(solutions + ((nint)i * stride) + at));
                TLanes.Store(rows + (i * rowDistance) + at, product);
            }
        }
        for (int i = 0; i < n; i++)
        {
            double solution = double.CreateTruncating(a[i]);
            divergence += solution * (double.CreateTruncating(rho[i]) - solution);
        }
        return 0.5 * divergence;
    }

    private void MeanOutputs(in ConjugateGroup<T> group, int u, T* mean, T* meanOutputs)
    {
        T* source = _inputs.Mean + ((long)(_layout.Shape.MeanUnits == 1 ? 0 : u) * group.Weights);
        new Span<T>(source, group.Weights).CopyTo(new Span<T>(mean, group.Weights));
        RowKernel<T, TVector, TLanes>.Dots(
            group.Points, TileProduct<T, TVector, TLanes>.Vectors(group.Weights), group.Features, group.WeightStride, mean, meanOutputs);
    }

    /// <summary>Draws v = v0 + l (P' D c) of a block of units; posterior means likewise.</summary>
    private void Weights(in ConjugateGroup<T> group, int b, int g, int first, int units, T* rows)
    {
        int weights = group.Weights, stride = group.WeightStride, members = group.Members;
        int vectors = TileProduct<T, TVector, TLanes>.Vectors(weights);
        using var scratch = Scratch.Enter();
        var draws = new SharedDraws<T, TVector, TLanes>(_layout, _inputs, _outputs, scratch);
        T* moves = scratch.Take<T>((nint)units * stride);
        var scaled = new TileFinish<T>(TileTarget.Set, columnScale: draws.Factor);
        for (int i = 0; i < (draws.WantsMean ? members + 1 : members); i++)
        {
            TileProduct<T, TVector, TLanes>.Rectangle(
                units, vectors, group.Points, rows + ((nint)i * units * group.PointStride), group.PointStride, 1, group.Features, stride,
                moves, stride, scaled);
            for (int u = 0; u < units; u++)
            {
                T* v = moves + ((nint)u * stride);
                if (i < members)
                {
                    RowKernel<T, TVector, TLanes>.AddTo(
                        weights, group.WeightNoise + (i * group.WeightNoiseStride) + ((nint)u * weights), v);
                }
                draws.Put(group, b, g, i, first + u, v);
            }
        }
    }
}
