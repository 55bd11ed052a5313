using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Baselines;

/// <summary>A Gaussian process with context and targets, small enough for the oracle's explicit inverses.</summary>
internal sealed record GaussianCase(GaussianProcessKernel Kernel, GaussianProcessParameters Scales, DataTask Context, DataTask Targets)
{
    public static Gen<GaussianCase> Any { get; } =
        from matern in Gen.Elements(true, false)
        from inputs in Gen.Choose(1, 3)
        from context in Gen.Choose(0, 9)
        from targets in Gen.Choose(0, 6)
        from seed in Gen.Choose(0, 1_000_000)
        select Of(matern, inputs, context, targets, RandomKey.FromSeed((ulong)seed));

    public GaussianProcessPrior Process => new(Kernel, [Scales]);

    /// <summary>Oracle: the covariance of observations at points, by the formulas of the kernels, noise on the diagonal.</summary>
    public Matrix<double> Covariance(params DataTask[] tasks)
    {
        var points = tasks.SelectMany(t => Enumerable.Range(0, t.Points).Select(i => t.InputsOf(i).ToArray())).ToArray();
        return Matrix<double>.Build.Dense(points.Length, points.Length, (i, j) =>
        {
            double r2 = points[i].Zip(points[j]).Select((p, d) => Math.Pow((p.First - p.Second) / Scales.Lengthscales[d], 2)).Sum();
            double q = Math.Sqrt(3 * r2);
            double k = Kernel is GaussianProcessKernel.Rbf ? Math.Exp(-r2 / 2) : (1 + q) * Math.Exp(-q);
            return Math.Pow(Scales.Signal.Value, 2) * k + (i == j ? Math.Pow(Scales.Noise.Value, 2) : 0);
        });
    }

    /// <summary>Oracle: log N(y; 0, C) from determinant and inverse.</summary>
    public static double LogNormal(Vector<double> y, Matrix<double> covariance) => y.Count == 0 ? 0 :
        -0.5 * (y.DotProduct(covariance.Inverse() * y) + Math.Log(covariance.Determinant()) + y.Count * Math.Log(2 * Math.PI));

    public static Vector<double> OutputsOf(params DataTask[] tasks) =>
        Vector<double>.Build.Dense([.. tasks.SelectMany(t => t.Outputs.ToArray())]);

    /// <summary>A task at keyed points of [-1, 1] with keyed standard normal outputs.</summary>
    public static DataTask Noise(string id, int points, int inputs, RandomKey key) => new(
        id, Draw(points * inputs, i => 2 * key.Uniform(0, i) - 1), Draw(points, i => key.Normal(1, i)), inputs, 1);

    public static double[] Draw(int count, Func<int, double> draw) => [.. Enumerable.Range(0, count).Select(draw)];

    /// <summary>Draws of the process with the given scales, at keyed points of [-2, 2] or at the same points for all.</summary>
    public static TaskSet Functions(
        GaussianProcessKernel kernel, GaussianProcessParameters scales, int tasks, int points, bool sharedGrid, RandomKey key)
    {
        int inputs = scales.Lengthscales.Count;
        return new TaskSet(Enumerable.Range(0, inputs).Select(d => $"x{d}").ToValueList(), ["y"], Enumerable.Range(0, tasks).Select(t =>
        {
            var x = Draw(points * inputs, i => 4 * key.Fold("x").Uniform(sharedGrid ? 0 : t, i) - 2);
            var empty = new DataTask($"t{t}", x, new double[points], inputs, 1);
            var factor = new GaussianCase(kernel, scales, empty, empty).Covariance(empty).Cholesky().Factor;
            var y = factor * Vector<double>.Build.Dense(Draw(points, i => key.Fold("y").Normal(t, i)));
            return new DataTask($"t{t}", x, y.ToArray(), inputs, 1);
        }));
    }

    private static GaussianCase Of(bool matern, int inputs, int context, int targets, RandomKey key) => new(
        matern ? new GaussianProcessKernel.Matern32() : new GaussianProcessKernel.Rbf(),
        new GaussianProcessParameters(
            Draw(inputs, d => Math.Exp(key.Normal(2, d))).ToValueList(), StdDev.Of(Math.Exp(key.Normal(3, 0))),
            StdDev.Of(0.3 * Math.Exp(0.5 * key.Normal(3, 1)))),
        Noise("context", context, inputs, key.Fold("context")), Noise("targets", targets, inputs, key.Fold("targets")));
}
