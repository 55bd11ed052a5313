// Welford's recursion, x the n-th draw:  d = x - m,  m += d / n,  then  S += d (x - m)'  (its diagonal, or its lower triangle).

using System.Numerics.Tensors;

namespace ProbBnn.Inference;

/// <summary>Mean and sums of squares, or of products, of the draws of a window.</summary>
internal sealed class RunningMoments
{
    private readonly bool dense;
    private readonly double[] before, after;

    /// <summary>The moments of no draw.</summary>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="metric">The metric that they are for.</param>
    public RunningMoments(int dimension, Metric metric)
    {
        dense = metric is Metric.Dense;
        Mean = new double[metric is Metric.Unit ? 0 : dimension];
        Products = new double[dense ? dimension * dimension : Mean.Length];
        before = new double[Mean.Length];
        after = new double[Mean.Length];
    }

    /// <summary>Number of draws.</summary>
    public int Count { get; set; }

    /// <summary>Their mean [dimension]; empty where nothing is gathered.</summary>
    public double[] Mean { get; }

    /// <summary>Sums of squared deviations [dimension], or of their products [dimension, dimension] in the lower triangle.</summary>
    public double[] Products { get; }

    /// <summary>Adds a draw.</summary>
    public void Add(ReadOnlySpan<double> draw)
    {
        Count++;
        TensorPrimitives.Subtract(draw, Mean, before);
        TensorPrimitives.MultiplyAdd(before, 1.0 / Count, Mean, Mean);
        TensorPrimitives.Subtract(draw, Mean, after);
        if (!dense)
        {
            TensorPrimitives.MultiplyAdd(before, after, Products, Products);
            return;
        }
        for (int i = 0; i < Mean.Length; i++)
        {
            var row = Products.AsSpan(i * Mean.Length, i + 1);
            TensorPrimitives.MultiplyAdd(after.AsSpan(0, i + 1), before[i], row, row);
        }
    }

    /// <summary>Forgets all draws.</summary>
    public void Clear()
    {
        Count = 0;
        Mean.AsSpan().Clear();
        Products.AsSpan().Clear();
    }
}
