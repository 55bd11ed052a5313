// With K weights, N points of capacity, S samples, B tasks, U units, all rows padded to cache lines; elements:
//   reverse, caller  features of all tasks for every block of units;  parts of the prior's derivatives;  two rows [B G U] x N
//   reverse, thread  factor twice, its derivative and one K x K;  adjoints [B S] x K twice;  three N x N, one N x K, one K x N
//   shared weight form, thread: features and their pairs, K (K + 1)/2 a point, once forward, twice in reverse, and pairs of three groups of
//   units, twice in reverse
//   forward, caller  targets [B G U] x N;  task panels where they are not kept
//   forward, thread  factor twice;  N x N and K x K;  where nothing is kept: draws [B S] x K, one posterior

using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Scratch memory of a layer's update at full capacity: leading terms, on all threads together.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct ConjugateScratch<T>
    where T : unmanaged, INumber<T>
{
    private readonly ConjugateShape _shape;
    private readonly long _weightRow, _pointRow, _factor, _largest;

    /// <summary>Takes the sizes.</summary>
    /// <param name="shape">Sizes of the layer.</param>
    public ConjugateScratch(in ConjugateShape shape)
    {
        _shape = shape;
        _weightRow = ConjugateLayout<T>.Padded(shape.Weights) + ConjugateLayout<T>.Line;
        _pointRow = ConjugateLayout<T>.PointStride(shape.Points);
        _factor = shape.Factor == FactorKind.Lower ? (1 + shape.Weights) * _weightRow : _weightRow;
        _largest = Math.Max(_shape.Weights * _pointRow, _shape.Points * _weightRow);
    }

    private long Pairs => _shape.SharesFactor && LaneLayout.Pays(_shape.Weights, _shape.Units, ConjugateLayout<T>.Line)
        ? ConjugateLayout<T>.Padded((_shape.Weights * (_shape.Weights + 1) / 2) + ConjugateLayout<T>.Line)
        : 0;

    private long PairedPoints => Math.Min(_shape.Points, ConjugateLayout<T>.MostPairedPoints);

    private long PairedUnits => 3 * ConjugateLayout<T>.Line;

    private long PointRows => (long)_shape.Tasks * _shape.Groups * _shape.Units * _pointRow;

    private long Square => _shape.Points < _shape.Weights ? _shape.Points * _pointRow : _shape.Weights * _weightRow;

    /// <summary>Bytes of the update.</summary>
    /// <param name="threads">Threads.</param>
    /// <param name="keeps">Whether it keeps residuals, which then are not scratch.</param>
    public long Forward(int threads, bool keeps)
    {
        long panels = keeps ? 0 : _shape.Tasks * ((2 * _shape.FeatureSamples * _largest) + (_shape.NoiseSamples * _shape.NoiseUnits * _pointRow));
        long kept = keeps ? 0 : (_shape.Tasks * _shape.Samples * _weightRow) + _largest + Square;
        long paired = (PairedPoints + PairedUnits) * Pairs;
        return sizeof(T) * (PointRows + panels + (threads * ((2 * _factor) + (2 * Square) + kept + paired)));
    }

    /// <summary>Bytes of the reverse mode.</summary>
    /// <param name="threads">Threads.</param>
    /// <param name="features">Whether derivatives of the features are wanted.</param>
    public long Backward(int threads, bool features)
    {
        var plan = BlockPlan.Backward(_shape);
        int shared = _shape.SharesFactor ? _shape.Tasks * _shape.FeatureSamples : 0;
        long caller = (2 * PointRows)
            + (features ? plan.UnitBlocks * _shape.Tasks * _shape.FeatureSamples * _largest : 0)
            + Parts((_shape.MeanUnits == 1 ? plan.Items : plan.TaskBlocks) + shared, (long)_shape.MeanUnits * _shape.Weights)
            + Parts((_shape.FactorUnits == 1 ? plan.Items : plan.TaskBlocks) + shared, (long)_shape.FactorUnits * _shape.FactorSize);
        long rows = (((_shape.Tasks - 1) / plan.TaskBlocks) + 1) * _shape.Samples;
        long thread = (3 * _factor) + (2 * rows * _weightRow) + (3 * Square) + (2 * _largest) + (2 * (PairedPoints + PairedUnits) * Pairs);
        return sizeof(T) * (caller + (threads * thread));
    }

    private static long Parts(long count, long size) => count == 1 ? 0 : count * size;
}
