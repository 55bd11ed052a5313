// Tasks m = 1..M that share n inputs, Y = [y_1 .. y_M], C = s^2 k + t^2 I = L L' (s signal, t noise):
//   log density = -1/2 ( M log det C + tr(Y' C^-1 Y) + M n log 2 pi )
//   d log density / d theta = -1/2 sum_ij W_ij dC_ij/dtheta,    W = M C^-1 - A A',   A = C^-1 Y
//   dC/dlog s = 2 s^2 k,   dC/dlog t = 2 t^2 I,   dC_ij/dlog l_d = s^2 G_ij ((x_id - x_jd) / l_d)^2
// (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, equations 5.8 and 5.9.) Groups of tasks add.

using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MathNet.Numerics;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The log density of groups of tasks under a Gaussian process, with its gradient; owns the buffers of the computation.</summary>
internal sealed class PooledMarginalLikelihood
{
    private readonly GaussianProcessKernel kernel;
    private readonly InputGroup[] groups;
    private readonly double[] covariance;
    private readonly double[] correlations;
    private readonly double[] slopes;
    private readonly double[] inverse;

    /// <summary>Prepares the computation for some tasks.</summary>
    /// <param name="groups">Tasks by equal inputs.</param>
    /// <param name="kernel">The kernel.</param>
    public PooledMarginalLikelihood(InputGroup[] groups, GaussianProcessKernel kernel)
    {
        this.kernel = kernel;
        this.groups = groups;
        int largest = groups.Length == 0 ? 0 : groups.Max(g => g.Points);
        covariance = new double[largest * largest];
        correlations = new double[largest * largest];
        slopes = new double[largest * largest];
        inverse = new double[largest * largest];
    }

    /// <summary>Number of values of all tasks.</summary>
    public int Values => groups.Sum(g => g.Outputs.Length);

    /// <summary>The log density and its gradient, or null where a covariance is not positive definite in floating point.</summary>
    /// <param name="lengthscales">Lengthscales [inputs].</param>
    /// <param name="signal">Standard deviation of the function.</param>
    /// <param name="noise">Standard deviation of the noise.</param>
    public MarginalLikelihood? Evaluate(double[] lengthscales, double signal, double noise)
    {
        double logDensity = 0, signalGradient = 0, noiseGradient = 0;
        var lengthGradients = new double[lengthscales.Length];
        foreach (var group in groups)
        {
            int n = group.Points, tasks = group.Tasks;
            FillCovariance(group, lengthscales, signal, noise);
            var factor = CholeskyFactor.TryOf(covariance, n);
            if (factor is null)
            {
                return null;
            }
            var solved = (double[])group.Outputs.Clone();
            double quadratic = 0;
            for (int m = 0; m < tasks; m++)
            {
                var y = solved.AsSpan(m * n, n);
                factor.SolveLower(y);
                quadratic += Rows.SumOfSquares(y);
                factor.SolveUpper(y);
            }
            logDensity -= 0.5 * (tasks * factor.LogDeterminant + quadratic) + tasks * n * Constants.LogSqrt2Pi;
            factor.InverseTransposed(inverse);
            AddGradient(group, Transposed(solved, tasks, n), lengthscales, signal, lengthGradients, ref signalGradient, ref noiseGradient);
        }
        return new MarginalLikelihood(logDensity, lengthGradients.ToValueList(), signalGradient, noise * noise * noiseGradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillCovariance(InputGroup group, double[] lengthscales, double signal, double noise)
    {
        int n = group.Points;
        for (int i = 0; i < n; i++)
        {
            var row = covariance.AsSpan(i * n, i + 1);
            for (int j = 0; j <= i; j++)
            {
                row[j] = ScaledDistance.Squared(Point(group, i), Point(group, j), lengthscales);
            }
            var correlation = correlations.AsSpan(i * n, i + 1);
            kernel.Evaluate(row, correlation, slopes.AsSpan(i * n, i + 1));
            TensorPrimitives.Multiply(correlation, signal * signal, row);
            row[i] += noise * noise;
        }
    }

    /// <summary>Adds -1/2 sum_ij W_ij dC_ij/dtheta; the derivative by log noise still lacks its factor noise^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddGradient(
        InputGroup group, double[] solved, double[] lengthscales, double signal,
        double[] lengthGradients, ref double signalGradient, ref double noiseGradient)
    {
        int n = group.Points, tasks = group.Tasks;
        double variance = signal * signal;
        for (int i = 0; i < n; i++)
        {
            var tail = inverse.AsSpan(i * n + i, n - i);
            var row = solved.AsSpan(i * tasks, tasks);
            double diagonal = tasks * Rows.SumOfSquares(tail) - Rows.SumOfSquares(row);
            signalGradient -= diagonal * variance;
            noiseGradient -= diagonal;
            for (int j = 0; j < i; j++)
            {
                double weight = tasks * Rows.Dot(tail, inverse.AsSpan(j * n + i, n - i))
                    - Rows.Dot(row, solved.AsSpan(j * tasks, tasks));
                signalGradient -= 2 * weight * variance * correlations[i * n + j];
                double slope = weight * variance * slopes[i * n + j];
                for (int d = 0; d < lengthscales.Length; d++)
                {
                    double scaled = (Point(group, i)[d] - Point(group, j)[d]) / lengthscales[d];
                    lengthGradients[d] -= slope * scaled * scaled;
                }
            }
        }
    }

    private static ReadOnlySpan<double> Point(InputGroup group, int i) => group.Inputs.AsSpan(i * group.Dimension, group.Dimension);

    private static double[] Transposed(double[] rows, int count, int length)
    {
        var columns = new double[rows.Length];
        for (int r = 0; r < count; r++)
        {
            for (int c = 0; c < length; c++)
            {
                columns[c * count + r] = rows[r * length + c];
            }
        }
        return columns;
    }
}
