// The inverse mass matrix is M^-1 = S S'. In whitened momenta w = S' p, which are standard normal, with z the time:
//   kinetic energy |w|^2 / 2,   dw/dz = S' grad log density(q),   dq/dz = S w.
// U-turns need no other metric either: p' M^-1 r = (S' p) . (S' r), the plain product of whitened momenta.
//   unit: S = I;   diagonal: S = diag(s), s the standard deviations;   dense: S = L, the Cholesky factor of the covariance.
// From n draws with variance v:  n/(n + 5) v + 10^-3 5/(n + 5), the covariance alike (Stan's regularisation).

using System.Numerics.Tensors;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The metric of one chain as a factor S of its inverse mass matrix; the identity until it is adapted.</summary>
internal sealed class Whitening
{
    private const double Draws = 5, Variance = 1e-3;

    private readonly int dimension;
    private readonly double[] force, velocity;

    public Whitening(int dimension, Metric metric)
    {
        this.dimension = dimension;
        IsDense = metric is Metric.Dense;
        Scale = new double[dimension];
        Scale.AsSpan().Fill(1);
        Lower = IsDense ? new double[dimension * dimension] : [];
        for (int i = 0; i < (IsDense ? dimension : 0); i++)
        {
            Lower[i * dimension + i] = 1;
        }
        force = new double[IsDense ? dimension : 0];
        velocity = new double[force.Length];
    }

    /// <summary>Whether S is a triangle.</summary>
    public bool IsDense { get; }

    /// <summary>The diagonal of a diagonal S [dimension]; ones where S is a triangle or the identity.</summary>
    public double[] Scale { get; }

    /// <summary>A triangular S [dimension, dimension] by rows, else empty.</summary>
    public double[] Lower { get; }

    /// <summary>What, multiplied by <see cref="Scale"/>, is S' times a gradient; valid until the next call.</summary>
    public ReadOnlySpan<double> Force(ReadOnlySpan<double> gradient)
    {
        if (!IsDense)
        {
            return gradient;
        }
        force.AsSpan().Clear();
        for (int i = 0; i < dimension; i++)
        {
            var head = force.AsSpan(0, i + 1);
            TensorPrimitives.MultiplyAdd(Lower.AsSpan(i * dimension, i + 1), gradient[i], head, head);
        }
        return force;
    }

    /// <summary>A triangular S times a whitened momentum; valid until the next call.</summary>
    public ReadOnlySpan<double> Velocity(ReadOnlySpan<double> momentum)
    {
        for (int i = 0; i < dimension; i++)
        {
            velocity[i] = Rows.Dot(Lower.AsSpan(i * dimension, i + 1), momentum[..(i + 1)]);
        }
        return velocity;
    }

    /// <summary>Takes the metric from draws, at least 1.</summary>
    /// <exception cref="NumericalException">The draws' moments are not finite.</exception>
    public void Learn(RunningMoments moments, string chain)
    {
        double trust = moments.Count / (moments.Count + Draws), added = Variance * Draws / (moments.Count + Draws);
        double factor = trust / Math.Max(moments.Count - 1, 1);
        if (!IsDense)
        {
            TensorPrimitives.Multiply(moments.Products, factor, Scale);
            TensorPrimitives.Add(Scale, added, Scale);
            TensorPrimitives.Sqrt(Scale, Scale);
            Finite.Require(Scale, $"{chain}, standard deviation of coordinate");
            return;
        }
        TensorPrimitives.Multiply(moments.Products, factor, Lower);
        for (int i = 0; i < dimension; i++)
        {
            Lower[i * dimension + i] += added;
        }
        _ = CholeskyFactor.Of(Lower, dimension, $"{chain}, covariance of warm-up draws");
    }
}
