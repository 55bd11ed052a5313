namespace ProbBnn.Inference;

/// <summary>A Gaussian distribution over the values at the points of a grid, by its mean and covariance.</summary>
/// <param name="grid">The grid, n points.</param>
/// <param name="mean">Means [n].</param>
/// <param name="covariance">Covariances of the function, row-major [n, n].</param>
/// <param name="noiseVariance">Variance of the noise of an observation.</param>
internal sealed class GridField(TaskGrid grid, double[] mean, double[] covariance, double noiseVariance) : GaussianField
{
    public override int InputDimension => grid.InputDimension;

    public override double NoiseVariance => noiseVariance;

    public override double[] Mean(ReadOnlySpan<double> inputs) => [.. grid.PlacesOf(inputs).Select(p => mean[p])];

    public override double[] Variance(ReadOnlySpan<double> inputs) =>
        [.. grid.PlacesOf(inputs).Select(p => covariance[p * grid.Points + p])];

    public override double[] Covariance(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns)
    {
        int[] from = grid.PlacesOf(rows), to = grid.PlacesOf(columns);
        var block = new double[from.Length * to.Length];
        for (int i = 0; i < from.Length; i++)
        {
            for (int j = 0; j < to.Length; j++)
            {
                block[i * to.Length + j] = covariance[from[i] * grid.Points + to[j]];
            }
        }
        return block;
    }
}
