using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Layer outputs at the context points, h = [F, 1] w' for all units at once, one item a (task, sample).</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="TLanes">The register operations.</typeparam>
internal readonly unsafe struct LayerOutputs<T, TVector, TLanes> : IParallelBody
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : ILanes<T, TVector>
{
    private readonly ConjugateLayout<T> _layout;
    private readonly ConjugateOutputs<T> _outputs;
    private readonly T* _panels;

    /// <param name="layout">Places.</param>
    /// <param name="outputs">Weights in, context outputs out.</param>
    /// <param name="panels">Task panels.</param>
    public LayerOutputs(in ConjugateLayout<T> layout, in ConjugateOutputs<T> outputs, T* panels)
    {
        _layout = layout;
        _outputs = outputs;
        _panels = panels;
    }

    public void Run(int item)
    {
        var shape = _layout.Shape;
        int b = item / shape.Samples, s = item % shape.Samples;
        ref readonly var task = ref _layout.Tasks[b];
        T* features = _panels + task.Features + ((shape.FeatureSamples == 1 ? 0 : s) * task.FeatureStride);
        T* target = _outputs.ContextOutputs + ((long)item * shape.Points * shape.Units);
        GemmKernel<T, TVector, TLanes>.Multiply(new GemmProblem<T>(
            task.Count, shape.Units, shape.Weights, MatrixView<T>.RowMajor(features, _layout.WeightStride),
            MatrixView<T>.Transposed(_outputs.Weights + ((long)item * shape.Units * shape.Weights), shape.Weights), target, shape.Units,
            T.One, false));
        new Span<T>(target + ((nint)task.Count * shape.Units), (shape.Points - task.Count) * shape.Units).Clear();
    }
}
