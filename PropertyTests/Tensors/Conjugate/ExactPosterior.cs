using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>
/// Mean, covariance and KL of one unit's posterior as the operation gives them. The sample is an affine function of the noise (v0, e), so
/// its covariance is J J' with J its Jacobian, read off one run whose samples take the unit vectors as noise: no Monte Carlo.
/// </summary>
/// <param name="Mean">The posterior mean, fan-in elements.</param>
/// <param name="Covariance">The posterior covariance.</param>
internal sealed record ExactPosterior(Vector<double> Mean, Matrix<double> Covariance)
{
    /// <summary>The posteriors of every unit of a problem with one task and one sample.</summary>
    public static ExactPosterior[] Of(ConjugateProblem problem, ConjugateForm form, double floor = 0)
    {
        var (_, _, u, n, k) = problem.Shape;
        int samples = 1 + k + n;
        var weightNoise = Arrays.Of([1, samples, u, k], i => i[1] == 1 + i[3] ? 1 : 0);
        var pointNoise = Arrays.Of([1, samples, u, n], i => i[1] == 1 + k + i[3] ? 1 : 0);
        var results = problem
            .With(ConjugateProblem.WeightNoise, weightNoise)
            .With(ConjugateProblem.PointNoise, pointNoise)
            .Run(form, floor);
        return [.. Enumerable.Range(0, u).Select(unit =>
        {
            var jacobian = Matrix<double>.Build.Dense(k, k + n, (i, j) => results[0].At(0, 1 + j, unit, i) - results[0].At(0, 0, unit, i));
            return new ExactPosterior(
                Vector<double>.Build.Dense(k, i => results[3].At(0, 0, unit, i)), jacobian * jacobian.Transpose());
        })];
    }
}
