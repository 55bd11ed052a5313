using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Baselines;

public class MarginalLikelihoodTests
{
    /// <summary>Two tasks on one grid, one elsewhere, one without points: shared factorisations add up to the sum over tasks.</summary>
    private static TaskSet Tasks(GaussianCase c)
    {
        int inputs = c.Context.InputDimension;
        double[] outputs = [.. c.Context.Outputs.ToArray().Select((y, i) => 0.3 * y - i)];
        var other = new DataTask("other", c.Context.Inputs, outputs, inputs, 1);
        var names = Enumerable.Range(0, inputs).Select(d => $"x{d}").ToValueList();
        return new TaskSet(names, ["y"], [c.Context, c.Targets, other, GaussianCase.Noise("none", 0, inputs, default)]);
    }

    [Fact]
    public void Log_density_is_the_sum_of_multivariate_normals() => Law.Holds(GaussianCase.Any, c =>
    {
        double direct = Tasks(c).Tasks.Sum(t => GaussianCase.LogNormal(GaussianCase.OutputsOf(t), c.Covariance(t)));
        Assert.Equal(direct, c.Process.LogDensity(Tasks(c), 0).LogDensity, 1e-9 * (1 + Math.Abs(direct)));
    });

    [Fact]
    public void Gradient_is_the_central_difference() => Law.Holds(GaussianCase.Any, c =>
    {
        const double h = 1e-5;
        var tasks = Tasks(c);
        double At(Func<double, GaussianProcessParameters> scales) =>
            (Value(scales(h)) - Value(scales(-h))) / (2 * h);
        double Value(GaussianProcessParameters scales) => new GaussianProcessPrior(c.Kernel, [scales]).LogDensity(tasks, 0).LogDensity;
        var (lengths, signal, noise) = (c.Scales.Lengthscales, c.Scales.Signal, c.Scales.Noise);
        var found = c.Process.LogDensity(tasks, 0);
        double tolerance = 1e-6 * (1 + Math.Abs(found.LogDensity));
        Assert.Equal(At(e => new(lengths, StdDev.Of(signal.Value * Math.Exp(e)), noise)), found.Signal, tolerance);
        Assert.Equal(At(e => new(lengths, signal, StdDev.Of(noise.Value * Math.Exp(e)))), found.Noise, tolerance);
        for (int d = 0; d < lengths.Count; d++)
        {
            int input = d;
            Assert.Equal(
                At(e => new(lengths.SetItem(input, lengths[input] * Math.Exp(e)), signal, noise)), found.Lengthscales[d], tolerance);
        }
    });

    [Fact]
    public void Order_of_tasks_and_points_does_not_matter() => Law.Holds(GaussianCase.Any, c =>
    {
        var tasks = Tasks(c);
        var shuffled = new TaskSet(tasks.InputNames, tasks.OutputNames, tasks.Tasks.Reverse().Select(
            (t, i) => t.Select(RandomKey.FromSeed((ulong)i).Permutation(t.Points))));
        double expected = c.Process.LogDensity(tasks, 0).LogDensity;
        Assert.Equal(expected, c.Process.LogDensity(shuffled, 0).LogDensity, 1e-9 * (1 + Math.Abs(expected)));
    });
}
