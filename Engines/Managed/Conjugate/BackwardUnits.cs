using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The reverse pass of a block of units over a block of tasks.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
/// <typeparam name="TFactor">The structure of the prior factor.</typeparam>
internal readonly unsafe struct BackwardUnits<T, TVector, TLanes, TFactor> : IParallelBody
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TFactor : struct, IPriorFactor<TFactor, T>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly BlockPlan _plan;
    private readonly ConjugateInputs<T> _inputs;
    private readonly ConjugateAdjoints<T> _adjoints;
    private readonly GradientParts<T> _parts;
    private readonly T _kappa;

    /// <param name="layout">Places.</param>
    /// <param name="plan">Blocks.</param>
    /// <param name="inputs">What the forward pass read.</param>
    /// <param name="adjoints">What comes back, with the residuals.</param>
    /// <param name="parts">Where each block leaves its derivatives.</param>
    /// <param name="kappa">Floor of the pseudo-variances.</param>
    public BackwardUnits(
        in ConjugateLayout<T> layout, BlockPlan plan, in ConjugateInputs<T> inputs, in ConjugateAdjoints<T> adjoints,
        in GradientParts<T> parts, double kappa)
    {
        _layout = layout;
        _plan = plan;
        _inputs = inputs;
        _adjoints = adjoints;
        _parts = parts;
        _kappa = T.CreateChecked(kappa);
    }

    public void Run(int item)
    {
        var shape = _layout.Shape;
        int taskBlock = item % _plan.TaskBlocks, unitBlock = item / _plan.TaskBlocks;
        int task = BlockPlan.Start(shape.Tasks, _plan.TaskBlocks, taskBlock);
        int endTask = BlockPlan.Start(shape.Tasks, _plan.TaskBlocks, taskBlock + 1);
        if (!_parts.WantsPrior && AllShared(task, endTask))
        {
            return;
        }
        using var scratch = Scratch.Enter();
        var factor = TFactor.Create(scratch, shape.Weights, _layout.HasWeightForm(task, endTask));
        T* featureGradients = _parts.Features(unitBlock);
        T* gradient = _parts.WantsPrior ? scratch.TakeZeroed<T>(factor.GradientSize) : null;
        int rows = (endTask - task) * shape.Samples;
        T* weightAdjoints = scratch.TakeZeroed<T>((nint)rows * _layout.WeightStride);
        T* drawAdjoints = scratch.TakeZeroed<T>((nint)rows * _layout.WeightStride);
        int first = BlockPlan.Start(shape.Units, _plan.UnitBlocks, unitBlock);
        int end = BlockPlan.Start(shape.Units, _plan.UnitBlocks, unitBlock + 1);
        for (int u = first; u < end; u++)
        {
            factor.Fill(
                _inputs.Mean + ((long)(shape.MeanUnits == 1 ? 0 : u) * shape.Weights),
                _inputs.Factor + ((long)(shape.FactorUnits == 1 ? 0 : u) * shape.FactorSize));
            for (int r = 0; r < rows; r++)
            {
                long at = ((((long)task * shape.Samples) + r) * shape.Units + u) * shape.Weights;
                new Span<T>(_adjoints.Weights + at, shape.Weights)
                    .CopyTo(new Span<T>(weightAdjoints + ((nint)r * _layout.WeightStride), shape.Weights));
            }
            factor.Whiten(rows, weightAdjoints, drawAdjoints);
            Unit(factor, u, u == first, task, endTask, drawAdjoints, gradient, featureGradients);
            if (gradient is not null)
            {
                T* draws = UnitOf(u) + ((nint)task * shape.Samples * _layout.DrawStride);
                factor.GatherDraws(rows, draws, weightAdjoints, gradient);
                Flush(factor, gradient, item, taskBlock, u, u == end - 1);
            }
        }
    }

    private bool AllShared(int task, int endTask)
    {
        while (task < endTask && _layout.IsShared(task))
        {
            task++;
        }
        return task == endTask;
    }

    private void Unit(
        in TFactor factor, int u, bool first, int task, int endTask, T* drawAdjoints, T* gradient, T* featureGradients)
    {
        var shape = _layout.Shape;
        T* unit = UnitOf(u);
        for (int b = task; b < endTask; b++)
        {
            if (_layout.IsShared(b))
            {
                continue;
            }
            ref readonly var place = ref _layout.Tasks[b];
            for (int g = 0; g < shape.Groups; g++)
            {
                var group = GroupContext.Of(_layout, _inputs, _adjoints.Residuals, b, g, u);
                int row = (b * shape.Samples) + (g * shape.Members);
                group.Kept = unit + place.Group + (g * place.GroupStride);
                group.Draws = unit + ((nint)row * _layout.DrawStride);
                group.DrawAdjoints = drawAdjoints + ((nint)(row - (task * shape.Samples)) * _layout.WeightStride);
                group.DivergenceAdjoint = T.Zero;
                for (int i = 0; i < shape.Members; i++)
                {
                    group.DivergenceAdjoint += _adjoints.Divergence[row + i];
                }
                group.Kappa = _kappa;
                long at = place.PointRows + (g * place.PointRowsStride) + ((long)u * place.PointStride);
                group.TargetAdjoint = _parts.TargetRows + at;
                group.NoiseAdjoint = _parts.NoiseRows + at;
                group.Gradient = gradient;
                group.FeatureGradient = featureGradients is null
                    ? null
                    : featureGradients + place.FeatureGradient + ((shape.FeatureSamples == 1 ? 0 : g) * place.FeatureGradientStride);
                group.StartsFeatureGradient = first && (g == 0 || shape.FeatureSamples > 1);
                if (place.Form == ConjugateForm.Data)
                    DataForm<T, TVector, TLanes, TFactor>.Backward(factor, group);
                else
                    WeightForm<T, TVector, TLanes, TFactor>.Backward(factor, group);
            }
        }
    }

    /// <summary>Writes what has grown for a unit, or, where units share a parameter, for the whole block after its last unit.</summary>
    private void Flush(in TFactor factor, T* gradient, int item, int taskBlock, int u, bool last)
    {
        int weights = _layout.Shape.Weights;
        bool writesMean = _parts.SharesMean ? last : true, writesFactor = _parts.SharesFactor ? last : true;
        if (writesMean)
        {
            T* target = _parts.Mean(item, taskBlock, u);
            if (target is not null)
            {
                factor.WriteMean(gradient, target);
            }
            new Span<T>(gradient, weights).Clear();
        }
        if (writesFactor)
        {
            T* target = _parts.Factor(item, taskBlock, u);
            if (target is not null)
            {
                factor.WriteFactor(gradient, target);
            }
            new Span<T>(gradient + _layout.WeightStride, (int)factor.GradientSize - _layout.WeightStride).Clear();
        }
    }

    private T* UnitOf(int u) => _adjoints.Residuals + _layout.Panels + (u * _layout.UnitStride);
}
