using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>Collects the ingredients of one posterior that forward and reverse pass share.</summary>
internal static unsafe class GroupContext
{
    /// <summary>The posterior of task b, group g, unit u.</summary>
    public static ConjugateGroup<T> Of<T>(in ConjugateLayout<T> layout, in ConjugateInputs<T> inputs, T* panels, int b, int g, int u)
        where T : unmanaged, INumber<T>
    {
        var shape = layout.Shape;
        ref readonly var task = ref layout.Tasks[b];
        T* features = panels + task.Features + ((shape.FeatureSamples == 1 ? 0 : g) * task.FeatureStride);
        long row = (((long)b * shape.Samples) + ((long)g * shape.Members)) * shape.Units + u;
        return new ConjugateGroup<T>
        {
            Weights = shape.Weights,
            Points = task.Count,
            Members = shape.Members,
            PointStride = task.PointStride,
            WeightStride = layout.WeightStride,
            DrawStride = layout.DrawStride,
            Features = features,
            Turned = task.Form == ConjugateForm.Data ? features + ((nint)task.Count * layout.WeightStride) : null,
            Scale = panels + task.Noise + ((shape.NoiseSamples == 1 ? 0 : g) * task.NoiseStride)
                + ((shape.NoiseUnits == 1 ? 0 : u) * (long)task.PointStride),
            WeightNoise = inputs.WeightNoise + (row * shape.Weights),
            WeightNoiseStride = (nint)shape.Units * shape.Weights,
            PointNoise = inputs.PointNoise + (row * shape.Points),
            PointNoiseStride = (nint)shape.Units * shape.Points,
        };
    }
}
