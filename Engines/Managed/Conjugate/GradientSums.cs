using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Adds up what the blocks of the reverse pass left, in the order of the blocks, and lays it out like the inputs.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct GradientSums<T> : IParallelBody
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int ChunkSize = 4096;

    private readonly ConjugateLayout<T> _layout;
    private readonly BlockPlan _plan;
    private readonly ConjugateGradients<T> _gradients;
    private readonly GradientParts<T> _parts;
    private readonly int _features;
    private readonly int _targets;
    private readonly int _noises;
    private readonly int _means;
    private readonly int _factors;

    /// <param name="layout">Places.</param>
    /// <param name="plan">Blocks.</param>
    /// <param name="gradients">Where the sums go.</param>
    /// <param name="parts">What the blocks left.</param>
    public GradientSums(in ConjugateLayout<T> layout, BlockPlan plan, in ConjugateGradients<T> gradients, in GradientParts<T> parts)
    {
        _layout = layout;
        _plan = plan;
        _gradients = gradients;
        _parts = parts;
        var shape = layout.Shape;
        _features = gradients.Features is null ? 0 : shape.Tasks * shape.FeatureSamples;
        _targets = gradients.Targets is null ? 0 : shape.Tasks * shape.TargetSamples;
        _noises = gradients.LogNoise is null ? 0 : shape.NoiseTasks * shape.NoiseSamples;
        _means = gradients.Mean is null || parts.MeanCount == 1 ? 0 : Chunks((long)shape.MeanUnits * shape.Weights);
        _factors = gradients.Factor is null || parts.FactorCount == 1 ? 0 : Chunks((long)shape.FactorUnits * shape.FactorSize);
    }

    /// <summary>Number of items.</summary>
    public int Items => _features + _targets + _noises + _means + _factors;

    public void Run(int item)
    {
        var shape = _layout.Shape;
        if (item < _features)
        {
            SumFeatures(item / shape.FeatureSamples, item % shape.FeatureSamples);
            return;
        }
        item -= _features;
        if (item < _targets)
        {
            SumTargets(item / shape.TargetSamples, item % shape.TargetSamples);
            return;
        }
        item -= _targets;
        if (item < _noises)
        {
            SumNoise(item / shape.NoiseSamples, item % shape.NoiseSamples);
            return;
        }
        item -= _noises;
        if (item < _means)
        {
            SumChunk(item, (long)shape.MeanUnits * shape.Weights, _parts.MeanCount, _parts.Means, _gradients.Mean);
            return;
        }
        SumChunk(item - _means, (long)shape.FactorUnits * shape.FactorSize, _parts.FactorCount, _parts.Factors, _gradients.Factor);
    }

    private static int Chunks(long size) => checked((int)((size + ChunkSize - 1) / ChunkSize));

    private static void SumChunk(int chunk, long size, int parts, T* source, T* target)
    {
        long start = (long)chunk * ChunkSize;
        int count = (int)Math.Min(ChunkSize, size - start);
        var sum = new Span<T>(target + start, count);
        new Span<T>(source + start, count).CopyTo(sum);
        for (int part = 1; part < parts; part++)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sum, new ReadOnlySpan<T>(source + (part * size) + start, count), sum);
        }
    }

    private void SumFeatures(int b, int s)
    {
        var shape = _layout.Shape;
        ref readonly var task = ref _layout.Tasks[b];
        long at = task.FeatureGradient + (s * task.FeatureGradientStride);
        var sum = new Span<T>(_parts.Features(0) + at, checked((int)task.FeatureGradientStride));
        int blocks = _layout.IsShared(b) ? 1 : _plan.UnitBlocks;
        for (int block = 1; block < blocks; block++)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sum, new ReadOnlySpan<T>(_parts.Features(block) + at, sum.Length), sum);
        }
        T* target = _gradients.Features + ((((long)b * shape.FeatureSamples) + s) * shape.Points * shape.Inputs);
        T* source = _parts.Features(0) + at;
        if (task.Form == ConjugateForm.Data)
        {
            Transposition.Copy(shape.Inputs, task.Count, source, task.PointStride, target, shape.Inputs);
        }
        else
        {
            for (int n = 0; n < task.Count; n++)
            {
                var row = new Span<T>(source + ((nint)n * _layout.WeightStride), shape.Inputs);
                row.CopyTo(new Span<T>(target + ((nint)n * shape.Inputs), shape.Inputs));
            }
        }
        new Span<T>(target + ((nint)task.Count * shape.Inputs), (shape.Points - task.Count) * shape.Inputs).Clear();
    }

    private void SumTargets(int b, int s)
    {
        var shape = _layout.Shape;
        ref readonly var task = ref _layout.Tasks[b];
        T* target = _gradients.Targets + ((((long)b * shape.TargetSamples) + s) * shape.Points * shape.Units);
        PointsOf(_parts.TargetRows, b, shape.TargetSamples == 1 ? 0 : s, shape.TargetSamples == 1 ? shape.Groups : 1, target);
        new Span<T>(target + ((nint)task.Count * shape.Units), (shape.Points - task.Count) * shape.Units).Clear();
    }

    private void SumNoise(int b, int s)
    {
        var shape = _layout.Shape;
        T* target = _gradients.LogNoise + ((((long)b * shape.NoiseSamples) + s) * shape.NoisePoints * shape.NoiseUnits);
        int first = shape.NoiseSamples == 1 ? 0 : s, groups = shape.NoiseSamples == 1 ? shape.Groups : 1;
        new Span<T>(target, shape.NoisePoints * shape.NoiseUnits).Clear();
        if (shape.NoiseTasks == shape.Tasks && shape.NoisePoints == shape.Points && shape.NoiseUnits == shape.Units)
        {
            PointsOf(_parts.NoiseRows, b, first, groups, target);
            return;
        }
        int task = shape.NoiseTasks == 1 ? 0 : b, endTask = shape.NoiseTasks == 1 ? shape.Tasks : b + 1;
        nint pointStep = shape.NoisePoints == 1 ? 0 : shape.NoiseUnits, unitStep = shape.NoiseUnits == 1 ? 0 : 1;
        for (; task < endTask; task++)
        {
            ref readonly var place = ref _layout.Tasks[task];
            for (int g = first; g < first + groups; g++)
            {
                T* row = _parts.NoiseRows + place.PointRows + (g * place.PointRowsStride);
                for (int u = 0; u < shape.Units; u++, row += place.PointStride)
                {
                    for (int n = 0; n < place.Count; n++)
                    {
                        target[(n * pointStep) + (u * unitStep)] += row[n];
                    }
                }
            }
        }
    }

    /// <summary>Sums rows over points of some posteriors into the first of them, and turns the sum to [point, unit].</summary>
    private void PointsOf(T* rows, int b, int first, int groups, T* target)
    {
        ref readonly var task = ref _layout.Tasks[b];
        T* start = rows + task.PointRows + (first * task.PointRowsStride);
        var sum = new Span<T>(start, checked((int)task.PointRowsStride));
        for (int g = 1; g < groups; g++)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sum, new ReadOnlySpan<T>(start + (g * task.PointRowsStride), sum.Length), sum);
        }
        Transposition.Copy(_layout.Shape.Units, task.Count, start, task.PointStride, target, _layout.Shape.Units);
    }
}
