using System.Numerics;
using System.Numerics.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Lays out what the units of a layer share, one item a (task, sample): features with their ones and their transpose, lam^1/2 and targets
/// by unit. Everything beyond a task's real points becomes zero.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal readonly unsafe struct FeaturePanels<T> : IParallelBody
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly ConjugateInputs<T> _inputs;
    private readonly T _kappa;
    private readonly T* _panels;
    private readonly T* _targets;

    /// <param name="layout">Places.</param>
    /// <param name="inputs">What to lay out.</param>
    /// <param name="kappa">Floor of the pseudo-variances.</param>
    /// <param name="panels">Receives the task panels of the residuals.</param>
    /// <param name="targets">Receives targets by task, target sample and unit, in rows over points.</param>
    public FeaturePanels(in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, double kappa, T* panels, T* targets)
    {
        _layout = layout;
        _inputs = inputs;
        _kappa = T.CreateChecked(kappa);
        _panels = panels;
        _targets = targets;
    }

    /// <summary>Elements of the target rows: they take the places that <see cref="ConjugateTask.PointRows"/> tells.</summary>
    public static long TargetsSize(in ConjugateLayout<T> layout) => layout.PointRows;

    public void Run(int item)
    {
        var shape = _layout.Shape;
        int b = item / shape.Samples, s = item % shape.Samples;
        ref readonly var task = ref _layout.Tasks[b];
        if (s < shape.FeatureSamples)
        {
            Features(shape, task, b, s);
        }
        if (s < shape.TargetSamples)
        {
            long row = task.PointRows + (s * task.PointRowsStride);
            T* source = _inputs.Targets + (((long)b * shape.TargetSamples) + s) * shape.Points * shape.Units;
            Transposition.Copy(task.Count, shape.Units, source, shape.Units, _targets + row, task.PointStride);
            ClearBeyond(task, shape.Units, _targets + row);
        }
        if (s < shape.NoiseSamples)
        {
            Noise(shape, task, b, s);
        }
    }

    private void Features(in ConjugateShape shape, in ConjugateTask task, int b, int s)
    {
        int inputs = shape.Inputs, stride = _layout.WeightStride;
        T* source = _inputs.Features + (((long)b * shape.FeatureSamples) + s) * shape.Points * inputs;
        T* panel = _panels + task.Features + (s * task.FeatureStride);
        for (int n = 0; n < task.Count; n++)
        {
            T* row = panel + ((nint)n * stride);
            new Span<T>(source + ((nint)n * inputs), inputs).CopyTo(new Span<T>(row, inputs));
            row[inputs] = T.One;
            new Span<T>(row + inputs + 1, stride - inputs - 1).Clear();
        }
        if (task.Form == ConjugateForm.Data)
        {
            T* turned = panel + ((nint)task.Count * stride);
            Transposition.Copy(task.Count, shape.Weights, panel, stride, turned, task.PointStride);
            ClearBeyond(task, shape.Weights, turned);
            for (int k = 0; shape.SharesFactor && k < shape.Weights; k++)
            {
                var row = new Span<T>(turned + ((nint)k * task.PointStride), task.Count);
                TensorPrimitives.Multiply(row, _inputs.Factor[k], row);
            }
        }
    }

    private void Noise(in ConjugateShape shape, in ConjugateTask task, int b, int s)
    {
        T* source = _inputs.LogNoise
            + ((long)(shape.NoiseTasks == 1 ? 0 : b) * shape.NoiseSamples + s) * shape.NoisePoints * shape.NoiseUnits;
        T* target = _panels + task.Noise + (s * task.NoiseStride);
        if (shape.NoisePoints == 1)
        {
            for (int u = 0; u < shape.NoiseUnits; u++)
            {
                new Span<T>(target + ((nint)u * task.PointStride), task.Count).Fill(source[u]);
            }
        }
        else
        {
            Transposition.Copy(task.Count, shape.NoiseUnits, source, shape.NoiseUnits, target, task.PointStride);
        }
        ClearBeyond(task, shape.NoiseUnits, target);
        var rows = new Span<T>(target, shape.NoiseUnits * task.PointStride);
        if (_kappa == T.Zero)
        {
            TensorPrimitives.Negate<T>(rows, rows);
            TensorPrimitives.Exp<T>(rows, rows);
        }
        else
        {
            TensorPrimitives.Add<T>(rows, rows, rows);
            TensorPrimitives.Exp<T>(rows, rows);
            TensorPrimitives.Add(rows, _kappa, rows);
            TensorPrimitives.Sqrt<T>(rows, rows);
            TensorPrimitives.Reciprocal<T>(rows, rows);
        }
        ClearBeyond(task, shape.NoiseUnits, target);
    }

    private static void ClearBeyond(in ConjugateTask task, int rows, T* panel)
    {
        for (int r = 0; r < rows; r++, panel += task.PointStride)
        {
            new Span<T>(panel + task.Count, task.PointStride - task.Count).Clear();
        }
    }
}
