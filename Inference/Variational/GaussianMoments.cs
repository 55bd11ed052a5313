namespace ProbBnn.Inference;

/// <summary>A Gaussian over a vector, as numbers to start from.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Factor">The element (row, column) of a lower Cholesky factor of its covariance, column at most row.</param>
internal sealed record GaussianMoments(double[] Mean, Func<int, int, double> Factor)
{
    /// <summary>A mean with equal, independent standard deviations.</summary>
    public static GaussianMoments Isotropic(double[] mean, double stdDev) => new(mean, (i, j) => i == j ? stdDev : 0);
}
