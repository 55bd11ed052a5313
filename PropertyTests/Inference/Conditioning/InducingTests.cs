using ProbBnn.Engines.Managed;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Inducing inputs are parameters like any other.</summary>
public class InducingTests
{
    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    /// <summary>They move, and a fit that has moved them has a higher bound than the best that their start allows: with two inducing
    /// points for three features it matters where they are.</summary>
    [Fact]
    public void Inducing_inputs_train()
    {
        var model = LinearTruth.Model(LinearTruth.Independent);
        var method = new GlobalInducing
        {
            Points = 2,
            Ascent = new AscentOptions { Steps = 3000, LearningRate = new LearningRate.Linear(2e-2, 1e-5) },
        };
        using var fit = TaskFit.Init(Engine, model, LinearTruth.Frame(model), method, LinearTruth.Task(8));
        double[] before = [.. fit.Snapshot().Tensors["inducing inputs"].Doubles];
        var posterior = fit.Run();
        double[] after = [.. fit.Snapshot().Tensors["inducing inputs"].Doubles];
        Assert.All(before.Zip(after), pair => Assert.True(Math.Abs(pair.First - pair.Second) > 0.05, $"{pair}"));
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(20_000);
        double best = BestBoundAt(before);
        Assert.True(bound.Mean - 5 * bound.StandardError > best, $"{bound} is not above {best}");
    }

    /// <summary>
    /// The highest bound of a posterior N(rho; Psi v, C) N(v; 0, I), Psi the features of two given inputs: the posterior then differs from
    /// the prior in the plane of Psi's rows alone, where it takes the moments of the best Gaussian. With Q an orthonormal basis of the
    /// plane, the bound is that of the model restricted to it plus what the noise of the rest costs.
    /// </summary>
    private static double BestBoundAt(double[] inputs)
    {
        const double variance = LinearTruth.Noise * LinearTruth.Noise;
        var task = LinearTruth.Task(8);
        var build = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build;
        var p = LinearTruth.Features(task.Inputs) / Math.Sqrt(3);
        var plane = LinearTruth.Features(inputs).Transpose().QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        var inside = p * plane;
        var rest = p * (build.DenseIdentity(3) - plane * plane.Transpose());
        var y = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.DenseOfArray(task.Outputs.ToArray());
        var covariance = inside * inside.Transpose() + variance * build.DenseIdentity(task.Points);
        double evidence = -0.5 * (y * covariance.Solve(y) + covariance.Cholesky().DeterminantLn + task.Points * Math.Log(2 * Math.PI));
        return evidence - 0.5 * (rest.FrobeniusNorm() * rest.FrobeniusNorm()) / variance;
    }
}
