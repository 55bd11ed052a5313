// Tasks y_1 .. y_M on a grid of n points:  mean m = (1/M) sum y_i,   S = (1/(M-1)) sum (y_i - m)(y_i - m)',   v = tr(S) / n.
// Shrinkage a towards independent points of equal variance (Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance
// matrices", 2004):  (1 - a) S + a v I. The second part acts as observation noise, the floor is added to it: noise^2 = a v + floor^2.

using System.Numerics.Tensors;
using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Mean and covariance over tasks of one output at the points of a grid.</summary>
internal sealed class EmpiricalMoments
{
    private readonly TaskGrid grid;
    private readonly double[] mean;
    private readonly double[] covariance;
    private readonly double meanVariance;

    /// <summary>The moments of tasks.</summary>
    /// <param name="grid">The grid of the tasks.</param>
    /// <param name="tasks">At least two tasks on the grid.</param>
    /// <param name="output">The output to take.</param>
    public EmpiricalMoments(TaskGrid grid, IReadOnlyList<DataTask> tasks, int output)
    {
        this.grid = grid;
        int n = grid.Points;
        mean = new double[n];
        covariance = new double[n * n];
        var centred = new double[n][];
        for (int i = 0; i < n; i++)
        {
            double[] values = [.. tasks.Select(t => t.OutputsOf(i)[output])];
            mean[i] = values.Sum() / values.Length;
            TensorPrimitives.Subtract(values, mean[i], values);
            centred[i] = values;
            for (int j = 0; j <= i; j++)
            {
                double product = Rows.Dot(values, centred[j]) / (tasks.Count - 1);
                covariance[i * n + j] = product;
                covariance[j * n + i] = product;
            }
            meanVariance += covariance[i * n + i] / n;
        }
    }

    /// <summary>The Gaussian of these moments after shrinkage.</summary>
    /// <param name="shrinkage">The weight a of independent points, from 0 to 1.</param>
    /// <param name="floor">Lower bound of the noise.</param>
    public GridField Shrunk(double shrinkage, StdDev floor)
    {
        var latent = new double[covariance.Length];
        TensorPrimitives.Multiply(covariance, 1 - shrinkage, latent);
        return new GridField(grid, mean, latent, shrinkage * meanVariance + floor.Value * floor.Value);
    }
}
