// f = L z,   L L' = K + nugget I,   K_ij = k(|x_i - x_j|),   z ~ N(0, I).

using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Foundation;

namespace ProbBnn.Data;

/// <summary>Draws the values of a random function at given points from a zero-mean Gaussian process.</summary>
internal static class GaussianDraw
{
    public static double[] At(double[] inputs, int dimension, Kernel kernel, double nugget, RandomKey key)
    {
        int points = inputs.Length / dimension;
        var covariance = Matrix<double>.Build.Dense(
            points, points, (i, j) => kernel.At(Distance(inputs, dimension, i, j)) + (i == j ? nugget : 0));
        var noise = Vector<double>.Build.Dense(points, i => key.Normal(i, 0));
        try
        {
            return (covariance.Cholesky().Factor * noise).ToArray();
        }
        catch (ArgumentException e)
        {
            throw new NumericalException(
                new Problem(
                    "the covariance is not positive definite", kernel.ToString(), FormattableString.Invariant($"nugget {nugget}"),
                    Remedy: "raise the nugget (1e-5 is usual) or shorten the length scale"), e);
        }
    }

    private static double Distance(double[] inputs, int dimension, int i, int j)
    {
        double squares = 0;
        for (int d = 0; d < dimension; d++)
        {
            double difference = inputs[(i * dimension) + d] - inputs[(j * dimension) + d];
            squares += difference * difference;
        }
        return Math.Sqrt(squares);
    }
}
