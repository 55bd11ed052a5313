using System.Numerics.Tensors;

namespace ProbBnn.Inference;

/// <summary>The zero-mean Gaussian process of a kernel and its scales.</summary>
internal sealed class KernelField(GaussianProcessKernel kernel, GaussianProcessParameters parameters) : GaussianField
{
    private readonly double signalVariance = parameters.Signal.Value * parameters.Signal.Value;

    public override int InputDimension => parameters.Lengthscales.Count;

    public override double NoiseVariance => parameters.Noise.Value * parameters.Noise.Value;

    public override double[] Mean(ReadOnlySpan<double> inputs) => new double[inputs.Length / InputDimension];

    public override double[] Variance(ReadOnlySpan<double> inputs)
    {
        var variances = new double[inputs.Length / InputDimension];
        Array.Fill(variances, signalVariance);
        return variances;
    }

    public override double[] Covariance(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns)
    {
        int dimension = InputDimension, m = rows.Length / dimension, n = columns.Length / dimension;
        var covariance = new double[m * n];
        var slopes = new double[n];
        var distances = new double[n];
        var lengthscales = parameters.Lengthscales.AsSpan();
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                distances[j] = ScaledDistance.Squared(
                    rows.Slice(i * dimension, dimension), columns.Slice(j * dimension, dimension), lengthscales);
            }
            var row = covariance.AsSpan(i * n, n);
            kernel.Evaluate(distances, row, slopes);
            TensorPrimitives.Multiply(row, signalVariance, row);
        }
        return covariance;
    }
}
