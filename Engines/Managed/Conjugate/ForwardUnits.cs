using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>The forward pass of a block of units over blocks of tasks and samples.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
/// <typeparam name="TFactor">The structure of the prior factor.</typeparam>
internal readonly unsafe struct ForwardUnits<T, TVector, TLanes, TFactor> : IParallelBody
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
    where TFactor : struct, IPriorFactor<TFactor, T>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly BlockPlan _plan;
    private readonly ConjugateInputs<T> _inputs;
    private readonly ConjugateOutputs<T> _outputs;
    private readonly T* _panels;
    private readonly T* _targets;
    private readonly double* _divergences;

    /// <param name="layout">Places.</param>
    /// <param name="plan">Blocks.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="outputs">What is written.</param>
    /// <param name="panels">Task panels.</param>
    /// <param name="targets">Targets in rows over points.</param>
    /// <param name="divergences">Receives the KL of every posterior, [task, group, unit].</param>
    public ForwardUnits(
        in ConjugateLayout<T> layout, BlockPlan plan, in ConjugateInputs<T> inputs, in ConjugateOutputs<T> outputs, T* panels, T* targets,
        double* divergences)
    {
        _layout = layout;
        _plan = plan;
        _inputs = inputs;
        _outputs = outputs;
        _panels = panels;
        _targets = targets;
        _divergences = divergences;
    }

    public void Run(int item)
    {
        var shape = _layout.Shape;
        int samples = item % _plan.SampleBlocks, tasks = item / _plan.SampleBlocks % _plan.TaskBlocks;
        int units = item / _plan.SampleBlocks / _plan.TaskBlocks;
        var range = new Range(
            BlockPlan.Start(shape.Tasks, _plan.TaskBlocks, tasks), BlockPlan.Start(shape.Tasks, _plan.TaskBlocks, tasks + 1),
            BlockPlan.Start(shape.Groups, _plan.SampleBlocks, samples), BlockPlan.Start(shape.Groups, _plan.SampleBlocks, samples + 1));
        using var scratch = Scratch.Enter();
        var factor = TFactor.Create(scratch, shape.Weights, _layout.HasWeightForm(range.Task, range.EndTask));
        int end = BlockPlan.Start(shape.Units, _plan.UnitBlocks, units + 1);
        for (int u = BlockPlan.Start(shape.Units, _plan.UnitBlocks, units); u < end; u++)
        {
            factor.Fill(
                _inputs.Mean + ((long)(shape.MeanUnits == 1 ? 0 : u) * shape.Weights),
                _inputs.Factor + ((long)(shape.FactorUnits == 1 ? 0 : u) * shape.FactorSize));
            Unit(factor, u, range);
        }
    }

    private void Unit(in TFactor factor, int u, Range range)
    {
        var shape = _layout.Shape;
        using var scratch = Scratch.Enter();
        int drawStride = _layout.DrawStride, stride = _layout.WeightStride;
        bool keeps = _outputs.Residuals is not null;
        T* unit = keeps ? _outputs.Residuals + _layout.Panels + (u * _layout.UnitStride) : null;
        T* drawsOfUnit = keeps ? unit : scratch.Take<T>((nint)shape.Tasks * shape.Samples * drawStride);
        T* kept = keeps ? null : scratch.Take<T>((nint)_layout.LargestGroup);
        int samples = (range.EndGroup - range.Group) * shape.Members;
        T* w = scratch.Take<T>((nint)samples * stride);
        T* means = _outputs.PosteriorMean is null ? null : scratch.Take<T>((nint)(range.EndGroup - range.Group) * drawStride);
        for (int b = range.Task; b < range.EndTask; b++)
        {
            if (_layout.IsShared(b))
            {
                continue;
            }
            int row = (b * shape.Samples) + (range.Group * shape.Members);
            for (int g = range.Group; g < range.EndGroup; g++)
            {
                var group = GroupContext.Of(_layout, _inputs, _panels, b, g, u);
                ref readonly var task = ref _layout.Tasks[b];
                group.Kept = keeps ? unit + task.Group + (g * task.GroupStride) : kept;
                group.Draws = drawsOfUnit + ((nint)((b * shape.Samples) + (g * shape.Members)) * drawStride);
                group.Targets = _targets + task.PointRows + ((shape.TargetSamples == 1 ? 0 : g) * task.PointRowsStride)
                    + ((long)u * task.PointStride);
                group.MeanDraw = means is null ? null : means + ((nint)(g - range.Group) * drawStride);
                double divergence = task.Form == ConjugateForm.Data
                    ? DataForm<T, TVector, TLanes, TFactor>.Forward(factor, group)
                    : WeightForm<T, TVector, TLanes, TFactor>.Forward(factor, group);
                if (!double.IsFinite(divergence))
                {
                    Spoil(group);
                }
                _divergences[((((long)b * shape.Groups) + g) * shape.Units) + u] = divergence;
            }
            factor.Unwhiten(samples, drawsOfUnit + ((nint)row * drawStride), w);
            Spread(w, 1, samples, row, u, _outputs.Weights);
            if (means is not null)
            {
                factor.Unwhiten(range.EndGroup - range.Group, means, w);
                Spread(w, shape.Members, samples, row, u, _outputs.PosteriorMean);
            }
        }
    }

    /// <summary>Copies rows of weights to [.., sample, unit, K], each <paramref name="repeats"/> times.</summary>
    private void Spread(T* rows, int repeats, int count, int firstRow, int u, T* target)
    {
        int weights = _layout.Shape.Weights;
        for (int i = 0; i < count; i++)
        {
            long at = (((long)(firstRow + i) * _layout.Shape.Units) + u) * weights;
            new Span<T>(rows + ((nint)(i / repeats) * _layout.WeightStride), weights).CopyTo(new Span<T>(target + at, weights));
        }
    }

    /// <summary>Makes sure that a failed posterior gives no number that looks like one.</summary>
    private static void Spoil(in ConjugateGroup<T> group)
    {
        new Span<T>(group.Draws, group.Members * group.DrawStride).Fill(T.NaN);
        if (group.MeanDraw is not null)
        {
            new Span<T>(group.MeanDraw, group.DrawStride).Fill(T.NaN);
        }
    }

    private readonly record struct Range(int Task, int EndTask, int Group, int EndGroup);
}
