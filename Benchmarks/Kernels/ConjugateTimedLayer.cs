using System.Numerics;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;

namespace ProbBnn.Benchmarks;

/// <summary>One layer with all its buffers, filled with plausible numbers.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class ConjugateTimedLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ConjugateShape _shape;
    private readonly ConjugateInputs<T> _inputs;
    private readonly ConjugateOutputs<T> _outputs;
    private readonly ConjugateAdjoints<T> _adjoints;
    private readonly ConjugateGradients<T> _gradients;

    public ConjugateTimedLayer(in ConjugateShape shape, int[] counts, in Scratch.Frame scratch)
    {
        _shape = shape;
        int b = shape.Tasks, s = shape.Samples, u = shape.Units, n = shape.Points, d = shape.Inputs, k = shape.Weights;
        int noise = shape.NoiseTasks * shape.NoiseSamples * shape.NoisePoints * shape.NoiseUnits;
        _inputs = new ConjugateInputs<T>
        {
            Mean = Normal(scratch, 1, shape.MeanUnits * k, 0, 0.3),
            Factor = Normal(scratch, 2, shape.FactorUnits * shape.FactorSize, 0, 0.2 / Math.Sqrt(k)),
            Features = Normal(scratch, 3, b * shape.FeatureSamples * n * d, 0, 1),
            Targets = Normal(scratch, 4, b * shape.TargetSamples * n * u, 0, 1),
            LogNoise = Normal(scratch, 5, noise, -2, 0.3),
            Counts = scratch.Take<T>(b),
            WeightNoise = Normal(scratch, 6, b * s * u * k, 0, 1),
            PointNoise = Normal(scratch, 7, b * s * u * n, 0, 1),
        };
        for (int i = 0; i < b; i++)
        {
            _inputs.Counts[i] = T.CreateChecked(counts[i]);
        }
        for (int i = 0; i < shape.FactorUnits; i++)
        {
            for (int j = 0; j < k; j++)
            {
                int at = shape.Factor == FactorKind.Diagonal ? j : ((j + 1) * (j + 2) / 2) - 1;
                _inputs.Factor[(i * shape.FactorSize) + at] = T.CreateChecked(1 / Math.Sqrt(k));
            }
        }
        _outputs = new ConjugateOutputs<T>
        {
            Weights = scratch.Take<T>(b * s * u * k),
            Divergence = scratch.Take<T>(b * s),
            ContextOutputs = scratch.Take<T>(b * s * n * u),
            Residuals = scratch.Take<T>((nint)ConjugateUpdate.ResidualSize<T>(shape, ConjugateOptions.Default)),
        };
        _adjoints = new ConjugateAdjoints<T>
        {
            Weights = Normal(scratch, 8, b * s * u * k, 0, 1),
            Divergence = Normal(scratch, 9, b * s, -1, 0),
            Residuals = _outputs.Residuals,
        };
        _gradients = new ConjugateGradients<T>
        {
            Mean = scratch.Take<T>(shape.MeanUnits * k),
            Factor = scratch.Take<T>(shape.FactorUnits * shape.FactorSize),
            Features = scratch.Take<T>(b * shape.FeatureSamples * n * d),
            Targets = scratch.Take<T>(b * shape.TargetSamples * n * u),
            LogNoise = scratch.Take<T>(noise),
        };
    }

    public void Forward(WorkerPool pool) => ConjugateUpdate.Forward(_shape, _inputs, _outputs, ConjugateOptions.Default, pool);

    public void Backward(WorkerPool pool, bool needsFeatures)
    {
        var gradients = _gradients;
        gradients.Features = needsFeatures ? gradients.Features : null;
        ConjugateUpdate.Backward(_shape, _inputs, _adjoints, gradients, ConjugateOptions.Default, pool);
    }

    private static T* Normal(in Scratch.Frame scratch, int stream, int count, double mean, double deviation)
    {
        var key = RandomKey.FromSeed(1).Fold(stream);
        T* values = scratch.Take<T>(count);
        for (int i = 0; i < count; i++)
        {
            values[i] = T.CreateChecked(mean + (deviation * key.Normal(0, i)));
        }
        return values;
    }
}
