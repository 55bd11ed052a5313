using MathNet.Numerics.LinearAlgebra;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Baselines;

public class EmpiricalGaussianTests
{
    private static readonly GaussianProcessParameters Scales = new([0.7], StdDev.Of(1), StdDev.Of(0.15));

    private static TaskSet Functions(int tasks, int points = 12) =>
        GaussianCase.Functions(new GaussianProcessKernel.Matern32(), Scales, tasks, points, true, RandomKey.FromSeed(31));

    /// <summary>Oracle: moments and conditional by explicit matrices; (1 - a) S + (a v + floor^2) I at given a.</summary>
    [Fact]
    public void Posterior_is_the_conditional_of_the_shrunk_moments()
    {
        const double shrinkage = 0.05, floor = 0.02;
        var tasks = Functions(40);
        var fitted = EmpiricalGaussianBaseline.Fit(tasks, RandomKey.FromSeed(1), new EmpiricalGaussianOptions
        {
            Shrinkages = [shrinkage],
            NoiseFloor = StdDev.Of(floor),
        });
        var y = Matrix<double>.Build.DenseOfRows(tasks.Tasks.Select(t => t.Outputs.ToArray()));
        var mean = y.ColumnSums() / y.RowCount;
        var centred = Matrix<double>.Build.Dense(y.RowCount, y.ColumnCount, (i, j) => y[i, j] - mean[j]);
        var s = centred.TransposeThisAndMultiply(centred) / (y.RowCount - 1);
        var noise = Matrix<double>.Build.DenseIdentity(12) * (shrinkage * s.Trace() / 12 + floor * floor);
        var covariance = (1 - shrinkage) * s + noise;
        var task = tasks.Tasks[3];
        int[] context = [4, 0, 9], targets = [1, 2, 3, 5, 6, 7, 8, 10, 11];
        Matrix<double> Block(int[] rows, int[] columns) =>
            Matrix<double>.Build.Dense(rows.Length, columns.Length, (i, j) => covariance[rows[i], columns[j]]);
        var gain = Block(targets, context) * Block(context, context).Inverse();
        var error = Vector<double>.Build.Dense(3, i => task.Outputs[context[i]] - mean[context[i]]);
        var expected = Vector<double>.Build.Dense(9, i => mean[targets[i]]) + gain * error;
        var left = Block(targets, targets) - gain * Block(context, targets);

        var posterior = fitted.Condition(task.Select(context));
        var prediction = posterior.Predict(task.Select(targets).Inputs);
        Assert.All(prediction.Means.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-10));
        Assert.All(prediction.StandardDeviations.Zip(left.Diagonal()), p => Assert.Equal(p.Second, p.First * p.First, 1e-10));
        var residual = GaussianCase.OutputsOf(task.Select(targets)) - expected;
        Assert.Equal(GaussianCase.LogNormal(residual, left), posterior.JointLogDensity(task.Select(targets))[0], 1e-8);
    }

    [Fact]
    public void Empty_context_gives_the_training_mean()
    {
        var tasks = Functions(20);
        var prediction = EmpiricalGaussianBaseline.Fit(tasks, RandomKey.FromSeed(1)).Condition(tasks.Tasks[0].Select([]))
            .Predict(tasks.Tasks[0].Inputs);
        Assert.Equal(tasks.Tasks.Average(t => t.Outputs[5]), prediction.Means[5], 1e-12);
    }

    /// <summary>With 400 training tasks the empirical Gaussian comes within 0.1 nats a point of the process that drew the tasks.</summary>
    [Fact]
    public void Many_tasks_teach_the_process_that_drew_them()
    {
        var all = Functions(500);
        var fitted = EmpiricalGaussianBaseline.Fit(all.Select(Enumerable.Range(0, 400)), RandomKey.FromSeed(1));
        var truth = new GaussianProcessPrior(new GaussianProcessKernel.Matern32(), [Scales]);
        int[] context = [0, 3, 7, 10], targets = [1, 2, 4, 5, 6, 8, 9, 11];
        double PerPoint(Func<DataTask, GaussianPosterior> condition) => new Scores(all.Tasks.Skip(400)
            .Select(t => condition(t.Select(context)).Score(t.Select(targets))[0]).ToValueList()).Pooled().LogDensityPerPoint;
        Assert.InRange(PerPoint(fitted.Condition), PerPoint(truth.Condition) - 0.1, PerPoint(truth.Condition) + 0.01);
        Assert.Contains(fitted.Fits[0].Shrinkage, new EmpiricalGaussianOptions().Shrinkages);
        Assert.Equal(200, fitted.Fits[0].HeldOutTasks);
    }

    [Fact]
    public void Few_tasks_and_few_groups_still_validate()
    {
        var three = Functions(3);
        Assert.Equal(3, EmpiricalGaussianBaseline.Fit(three, RandomKey.FromSeed(1)).Fits[0].HeldOutTasks);
        var grouped = new TaskSet(three.InputNames, three.OutputNames, three.Tasks.Select(
            (t, i) => new DataTask(t.Id, t.Inputs, t.Outputs, 1, 1, i < 2 ? "a" : "b")));
        Assert.Equal(3, EmpiricalGaussianBaseline.Fit(grouped, RandomKey.FromSeed(1)).Fits[0].HeldOutTasks);
    }

    [Fact]
    public void Tasks_without_a_common_grid_and_points_off_it_are_refused()
    {
        var tasks = Functions(5);
        var fitted = EmpiricalGaussianBaseline.Fit(tasks, RandomKey.FromSeed(1));
        Assert.Throws<DataException>(() => fitted.Condition(new DataTask("a", [0.123], [1], 1, 1)));
        Assert.Throws<DataException>(() => fitted.Condition(tasks.Tasks[0]).Predict([0.123]));
        var ragged = new TaskSet(["x0"], ["y"], [.. tasks.Tasks, new DataTask("a", [0.123], [1], 1, 1)]);
        Assert.Throws<DataException>(() => EmpiricalGaussianBaseline.Fit(ragged, RandomKey.FromSeed(1)));
        Assert.Throws<DataException>(() => EmpiricalGaussianBaseline.Fit(tasks.Select([0, 1]), RandomKey.FromSeed(1)));
        Assert.Throws<DataException>(() => EmpiricalGaussianBaseline.Fit(tasks.Select([]), RandomKey.FromSeed(1)));
        var repeated = new TaskSet(["x"], ["y"], Enumerable.Range(0, 4).Select(t => new DataTask($"t{t}", [1, 1], [t, 2], 1, 1)));
        Assert.Throws<DataException>(() => EmpiricalGaussianBaseline.Fit(repeated, RandomKey.FromSeed(1)));
        Assert.Throws<OptionException>(() => EmpiricalGaussianBaseline.Fit(
            tasks, RandomKey.FromSeed(1), new EmpiricalGaussianOptions { Shrinkages = [0] }));
    }
}
