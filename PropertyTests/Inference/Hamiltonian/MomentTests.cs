using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference.Hamiltonian;

/// <summary>
/// Means and variances of densities that have them in closed form, for all methods and metrics, within 4 of their Monte Carlo standard
/// errors. Seeds are fixed; each comparison of a right sampler with a fresh seed would fail with probability 6e-5, all 130 of them
/// together with less than 1 %.
/// </summary>
public class MomentTests
{
    public static TheoryData<int, int> All => [.. Enumerable.Range(0, 9).Select(i => (i / 3, i % 3))];

    private static HamiltonianOptions Options(int metric, int draws = 2500) =>
        new() { WarmUp = 500, Draws = draws, Metric = Runs.Metrics[metric] };

    private static void Matches(HamiltonianResult result, Func<double[], double> function, double expected, string name)
    {
        var summary = ChainSummary.Of(result.Of(name, function));
        Assert.True(summary.Rhat < 1.05, $"{name}: R-hat {summary.Rhat}");
        Assert.True(
            Math.Abs(summary.Mean - expected) < 4 * summary.McseMean, $"{name}: {summary.Mean} +- {summary.McseMean}, not {expected}");
    }

    private static void Matches(HamiltonianResult result, params double[] variances)
    {
        for (int i = 0; i < variances.Length; i++)
        {
            int k = i;
            Matches(result, x => x[k], 0, $"{result.Method}, mean {k}");
            Matches(result, x => x[k] * x[k], variances[k], $"{result.Method}, square {k}");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Isotropic(int method, int metric) =>
        Matches(Runs.Result(RowTarget.Normal(1, 1, 1), 4, 3, Runs.Methods[method], Options(metric)), 1, 1, 1);

    [Theory, MemberData(nameof(All))]
    public void Banana(int method, int metric) =>
        Matches(Runs.Result(RowTarget.Banana, 4, 2, Runs.Methods[method], Options(metric, 5000)), 1, 1.5);

    [Theory, MemberData(nameof(All))]
    public void Logistic(int method, int metric) => Matches(
        Runs.Result(RowTarget.Logistic(2), 4, 2, Runs.Methods[method], Options(metric)), Math.PI * Math.PI / 3, Math.PI * Math.PI / 3);

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Student_t(int method) => Matches(
        Runs.Result(RowTarget.StudentT(2), 4, 2, Runs.Methods[method], Options(1)), 9.0 / 7, 9.0 / 7);

    /// <summary>Standard deviations from 1 to 1000, which only an adapted metric makes easy.</summary>
    [Theory, InlineData(0, 1), InlineData(1, 1), InlineData(2, 1), InlineData(0, 2), InlineData(1, 2)]
    public void Ill_conditioned(int method, int metric)
    {
        var result = Runs.Result(
            RowTarget.Normal(1, 10, 100, 1000), 4, 4, Runs.Methods[method], Options(metric) with { WarmUp = 2000 });
        Matches(result, 1, 100, 1e4, 1e6);
        Assert.True(result.Chains.Average(c => c.StepSize) > 0.3, "the metric is adapted");
    }

    /// <summary>Correlation 0.95 of every pair: the covariance itself is checked, and that a dense metric takes longer steps.</summary>
    [Fact]
    public void Correlated()
    {
        var covariance = Matrix<double>.Build.Dense(4, 4, (i, j) => i == j ? 1 : 0.95);
        HamiltonianResult Run(int method, int metric) =>
            Runs.Result(RowTarget.Normal(covariance), 4, 4, Runs.Methods[method], Options(metric, 2000) with { WarmUp = 1000 });
        var dense = Run(0, 2);
        foreach (var result in new[] { Run(0, 0), Run(0, 1), dense, Run(1, 2), Run(2, 2) })
        {
            Matches(result, 1, 1, 1, 1);
            Matches(result, x => x[0] * x[3], 0.95, "product");
        }
        Assert.True(dense.Chains.Average(c => c.StepSize) > 2 * Run(0, 1).Chains.Average(c => c.StepSize));
    }

    [Theory, MemberData(nameof(All))]
    public void One_dimension(int method, int metric) => Matches(
        Runs.Result(RowTarget.Normal(3), 4, 1, Runs.Methods[method], Options(metric) with { WarmUp = 200 }), 9);
}
