// Correlations as functions of the squared scaled distance r2 = sum_d ((x_d - x'_d) / l_d)^2, and their slopes G = -2 dk/d(r2), with which
//   dk / d log l_d = G(r2) ((x_d - x'_d) / l_d)^2   (finite at r2 = 0 for both kernels):
//   RBF           k = exp(-r2 / 2)                          G = k
//   Matern-3/2    k = (1 + q) exp(-q),  q = sqrt(3 r2)      G = 3 exp(-q)
// (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, equations 4.9 and 4.17.)

using System.Numerics.Tensors;

namespace ProbBnn.Inference;

/// <summary>The shape of a Gaussian process's covariance; scales are in <see cref="GaussianProcessParameters"/>. A closed union.</summary>
public abstract record GaussianProcessKernel
{
    private GaussianProcessKernel()
    {
    }

    /// <summary>Correlations, and their slopes G = -2 dk/d(r2) by which lengthscales are differentiated.</summary>
    /// <param name="squaredDistances">Squared scaled distances [n], not negative.</param>
    /// <param name="correlations">Receives correlations [n].</param>
    /// <param name="slopes">Receives slopes [n].</param>
    internal abstract void Evaluate(ReadOnlySpan<double> squaredDistances, Span<double> correlations, Span<double> slopes);

    /// <summary>Radial basis function, also squared exponential: infinitely smooth functions.</summary>
    public sealed record Rbf : GaussianProcessKernel
    {
        internal override void Evaluate(ReadOnlySpan<double> squaredDistances, Span<double> correlations, Span<double> slopes)
        {
            TensorPrimitives.Multiply(squaredDistances, -0.5, slopes);
            TensorPrimitives.Exp<double>(slopes, slopes);
            slopes.CopyTo(correlations);
        }
    }

    /// <summary>Matern kernel of smoothness 3/2: functions that are differentiable once.</summary>
    public sealed record Matern32 : GaussianProcessKernel
    {
        internal override void Evaluate(ReadOnlySpan<double> squaredDistances, Span<double> correlations, Span<double> slopes)
        {
            TensorPrimitives.Multiply(squaredDistances, 3, correlations);
            TensorPrimitives.Sqrt<double>(correlations, correlations);
            TensorPrimitives.Negate<double>(correlations, slopes);
            TensorPrimitives.Exp<double>(slopes, slopes);
            TensorPrimitives.AddMultiply(correlations, 1, slopes, correlations);
            TensorPrimitives.Multiply(slopes, 3, slopes);
        }
    }
}
