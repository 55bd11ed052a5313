namespace ProbBnn.Inference;

/// <summary>A Gaussian distribution over functions of the inputs, for one output: y(x) = f(x) + independent noise.</summary>
internal abstract class GaussianField
{
    /// <summary>Number of inputs of a point.</summary>
    public abstract int InputDimension { get; }

    /// <summary>Variance of the noise of an observation.</summary>
    public abstract double NoiseVariance { get; }

    /// <summary>Prior means of the function.</summary>
    /// <param name="inputs">Points, row-major [points, inputs].</param>
    /// <returns>Means [points].</returns>
    public abstract double[] Mean(ReadOnlySpan<double> inputs);

    /// <summary>Prior variances of the function.</summary>
    /// <param name="inputs">Points, row-major [points, inputs].</param>
    /// <returns>Variances [points].</returns>
    public abstract double[] Variance(ReadOnlySpan<double> inputs);

    /// <summary>Prior covariances of the function between two sets of points.</summary>
    /// <param name="rows">Points, row-major [m, inputs].</param>
    /// <param name="columns">Points, row-major [n, inputs].</param>
    /// <returns>Covariances, row-major [m, n].</returns>
    public abstract double[] Covariance(ReadOnlySpan<double> rows, ReadOnlySpan<double> columns);
}
