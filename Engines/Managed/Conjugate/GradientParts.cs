using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Where the blocks of the reverse pass leave their parts of the derivatives, to be added up afterwards in the order of the blocks. A
/// parameter that only one block touches is written to its place at once.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct GradientParts<T>
    where T : unmanaged, INumber<T>
{
    private readonly ConjugateShape _shape;
    private readonly ConjugateGradients<T> _gradients;
    private readonly T* _features;
    private readonly long _featuresStride;
    private readonly T* _mean;
    private readonly T* _factor;
    private readonly int _ownMeans;

    /// <param name="layout">Places.</param>
    /// <param name="plan">Blocks.</param>
    /// <param name="gradients">What is wanted.</param>
    /// <param name="scratch">Memory of the caller; must outlive the parts.</param>
    public GradientParts(in ConjugateLayout<T> layout, BlockPlan plan, in ConjugateGradients<T> gradients, in Scratch.Frame scratch)
    {
        _shape = layout.Shape;
        _gradients = gradients;
        _featuresStride = layout.FeatureGradients;
        _features = gradients.Features is null ? null : scratch.Take<T>((nint)(plan.UnitBlocks * layout.FeatureGradients));
        SharesMean = _shape.MeanUnits == 1;
        SharesFactor = _shape.FactorUnits == 1;
        SharedItems = _shape.SharesFactor ? _shape.Tasks * _shape.FeatureSamples : 0;
        _ownMeans = SharesMean ? plan.Items : plan.TaskBlocks;
        MeanCount = _ownMeans + SharedItems;
        FactorCount = (SharesFactor ? plan.Items : plan.TaskBlocks) + SharedItems;
        _mean = gradients.Mean is null ? null
            : MeanCount == 1 ? gradients.Mean
            : scratch.Take<T>((nint)MeanCount * _shape.MeanUnits * _shape.Weights);
        _factor = gradients.Factor is null ? null
            : FactorCount == 1 ? gradients.Factor
            : scratch.Take<T>((nint)FactorCount * _shape.FactorUnits * _shape.FactorSize);
        TargetRows = scratch.Take<T>((nint)layout.PointRows);
        NoiseRows = scratch.Take<T>((nint)layout.PointRows);
    }

    /// <summary>Whether all units share the prior mean.</summary>
    public bool SharesMean { get; }

    /// <summary>Whether all units share the prior factor.</summary>
    public bool SharesFactor { get; }

    /// <summary>Parts of the derivative of the means; 1 if it is in place already.</summary>
    public int MeanCount { get; }

    /// <summary>Parts of the derivative of the factors; 1 if it is in place already.</summary>
    public int FactorCount { get; }

    /// <summary>Adjoints of targets by task, posterior and unit, in rows over points.</summary>
    public T* TargetRows { get; }

    /// <summary>Adjoints of log noise by task, posterior and unit, in rows over points.</summary>
    public T* NoiseRows { get; }

    /// <summary>Whether any derivative of the prior is wanted.</summary>
    public bool WantsPrior => _mean is not null || _factor is not null;

    /// <summary>The feature derivatives of a block of units; null: not wanted.</summary>
    public T* Features(int unitBlock) => _features is null ? null : _features + (unitBlock * _featuresStride);

    /// <summary>Where an item writes the derivative of a unit's mean; null: not wanted.</summary>
    public T* Mean(int item, int taskBlock, int u) => _mean is null ? null
        : _mean + ((((long)(SharesMean ? item : taskBlock) * _shape.MeanUnits) + (SharesMean ? 0 : u)) * _shape.Weights);

    /// <summary>Where an item writes the derivative of a unit's factor; null: not wanted.</summary>
    public T* Factor(int item, int taskBlock, int u) => _factor is null ? null
        : _factor + ((((long)(SharesFactor ? item : taskBlock) * _shape.FactorUnits) + (SharesFactor ? 0 : u)) * _shape.FactorSize);

    /// <summary>Items of the pass over all units at once, each with a part of its own after those of the passes by unit.</summary>
    public int SharedItems { get; }

    /// <summary>Where such an item writes the derivative of the means, [U*, K]; null: not wanted.</summary>
    public T* SharedMean(int item) => _mean is null ? null : _mean + ((long)(_ownMeans + item) * _shape.MeanUnits * _shape.Weights);

    /// <summary>Where such an item writes the derivative of the factor, [K]; null: not wanted.</summary>
    public T* SharedFactor(int item) =>
        _factor is null ? null : _factor + ((long)(FactorCount - SharedItems + item) * _shape.FactorSize);

    /// <summary>The first part of the means' derivative.</summary>
    public T* Means => _mean;

    /// <summary>The first part of the factors' derivative.</summary>
    public T* Factors => _factor;
}
