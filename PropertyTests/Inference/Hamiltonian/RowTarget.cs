using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>A target whose rows are evaluated one by one, by a function of row and position.</summary>
internal sealed class RowTarget(int chains, int dimension, Func<int, double[], (double LogDensity, double[] Gradient)> density)
    : IDensityTarget
{
    public int Chains => chains;

    public int Dimension => dimension;

    public bool IsDisposed { get; private set; }

    public long Evaluations { get; private set; }

    public void Dispose() => IsDisposed = true;

    public void Evaluate(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients)
    {
        Evaluations++;
        for (int c = 0; c < chains; c++)
        {
            (logDensities[c], double[] gradient) = density(c, positions.Slice(c * dimension, dimension).ToArray());
            gradient.CopyTo(gradients[(c * dimension)..]);
        }
    }

    public static Func<int, IDensityTarget> Of(int dimension, Func<double[], (double LogDensity, double[] Gradient)> density) =>
        chains => new RowTarget(chains, dimension, (_, x) => density(x));

    /// <summary>Independent normal coordinates of mean zero.</summary>
    public static Func<int, IDensityTarget> Normal(params double[] deviations) => Of(deviations.Length, x => (
        -0.5 * x.Select((v, i) => v * v / (deviations[i] * deviations[i])).Sum(),
        [.. x.Select((v, i) => -v / (deviations[i] * deviations[i]))]));

    /// <summary>A normal density of mean zero.</summary>
    public static Func<int, IDensityTarget> Normal(Matrix<double> covariance)
    {
        var precision = covariance.Inverse();
        return Of(covariance.RowCount, x =>
        {
            var g = -precision * Vector<double>.Build.DenseOfArray(x);
            return (0.5 * g.DotProduct(Vector<double>.Build.DenseOfArray(x)), g.ToArray());
        });
    }

    /// <summary>Independent Student-t coordinates with 9 degrees of freedom: variance 9 / 7.</summary>
    public static Func<int, IDensityTarget> StudentT(int dimension) => Of(dimension, x => (
        -5 * x.Sum(v => Math.Log(1 + v * v / 9)), [.. x.Select(v => -10 * v / (9 + v * v))]));

    /// <summary>Independent logistic coordinates: variance pi^2 / 3.</summary>
    public static Func<int, IDensityTarget> Logistic(int dimension) => Of(dimension, x => (
        x.Sum(v => -Math.Abs(v) - 2 * Math.Log(1 + Math.Exp(-Math.Abs(v)))), [.. x.Select(v => -Math.Tanh(v / 2))]));

    /// <summary>x standard normal, y given x normal with mean (x^2 - 1) / 2 and variance 1: means 0 and 0, variances 1 and 1.5.</summary>
    public static Func<int, IDensityTarget> Banana { get; } = Of(2, x =>
    {
        double off = x[1] - 0.5 * (x[0] * x[0] - 1);
        return (-0.5 * (x[0] * x[0] + off * off), [-x[0] + off * x[0], -off]);
    });

    /// <summary>Neal's funnel: v normal with deviation 3, nine others normal with variance exp v.</summary>
    public static Func<int, IDensityTarget> Funnel { get; } = Of(10, x =>
    {
        double squares = x.Skip(1).Sum(v => v * v), precision = Math.Exp(-x[0]);
        return (
            -x[0] * x[0] / 18 - 4.5 * x[0] - 0.5 * squares * precision,
            [-x[0] / 9 - 4.5 + 0.5 * squares * precision, .. x.Skip(1).Select(v => -v * precision)]);
    });
}
