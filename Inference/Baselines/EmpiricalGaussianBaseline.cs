using ProbBnn.Data;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>
/// The Gaussian with the training tasks' mean and shrunk covariance at the points of their common grid: hard to beat where there are many
/// tasks, and useless anywhere else than on that grid. The shrinkage is chosen by cross-validation over the training tasks.
/// </summary>
public static class EmpiricalGaussianBaseline
{
    /// <summary>Estimates mean and covariance of every output.</summary>
    /// <param name="scaledTraining">Training tasks on one grid, at least three, standardised.</param>
    /// <param name="key">Draws the parts of the cross-validation and the context points of its tasks.</param>
    /// <param name="options">How the shrinkage is chosen; null takes the defaults.</param>
    /// <exception cref="DataException">The tasks share no grid, or there are fewer than three of them, or one grid point only.</exception>
    /// <exception cref="OptionException">An option is out of its range.</exception>
    public static FittedEmpiricalGaussian Fit(TaskSet scaledTraining, RandomKey key, EmpiricalGaussianOptions? options = null)
    {
        options ??= new EmpiricalGaussianOptions();
        options.Require();
        var grid = new TaskGrid(scaledTraining);
        if (scaledTraining.Count < 3 || grid.Points < 2)
        {
            throw new DataException(new Problem(
                "too few data for a covariance", "training tasks", $"{scaledTraining.Count} tasks of {grid.Points} points",
                "at least 3 tasks of 2 points", "give more tasks, or use a Gaussian process"));
        }
        var folds = Folds(scaledTraining.Tasks, key.Fold("folds"), options);
        var outputs = Enumerable.Range(0, scaledTraining.OutputNames.Count).Select(o =>
        {
            var fit = Choose(grid, folds, o, options);
            var moments = new EmpiricalMoments(grid, scaledTraining.Tasks, o);
            return (Field: moments.Shrunk(fit.Shrinkage, options.NoiseFloor), Fit: fit);
        }).ToArray();
        return new FittedEmpiricalGaussian([.. outputs.Select(o => o.Field)], outputs.Select(o => o.Fit).ToValueList());
    }

    private static EmpiricalGaussianFit Choose(TaskGrid grid, Fold[] folds, int output, EmpiricalGaussianOptions options)
    {
        var sums = new double[options.Shrinkages.Count];
        foreach (var fold in folds)
        {
            var moments = new EmpiricalMoments(grid, fold.Kept, output);
            for (int a = 0; a < sums.Length; a++)
            {
                sums[a] += fold.Trials.Sum(t => LogDensity(moments.Shrunk(options.Shrinkages[a], options.NoiseFloor), t, output));
            }
        }
        int best = Array.IndexOf(sums, sums.Max());
        var trials = folds.SelectMany(f => f.Trials).ToArray();
        return new EmpiricalGaussianFit(options.Shrinkages[best], sums[best] / trials.Sum(t => t.Targets.Points), trials.Length);
    }

    /// <summary>Parts of the tasks by whole groups, or by task where groups would leave fewer than two tasks to learn from.</summary>
    private static Fold[] Folds(IReadOnlyList<DataTask> tasks, RandomKey key, EmpiricalGaussianOptions options)
    {
        var byGroup = Folds(tasks, t => t.Group ?? t.Id, key, options);
        return byGroup.Length >= 2 && byGroup.All(f => f.Kept.Length >= 2) ? byGroup : Folds(tasks, t => t.Id, key, options);
    }

    private static Fold[] Folds(
        IReadOnlyList<DataTask> tasks, Func<DataTask, string> groupOf, RandomKey key, EmpiricalGaussianOptions options)
    {
        var groups = tasks.Select(groupOf).Distinct().ToArray();
        int count = Math.Min(options.Folds, groups.Length);
        var order = key.Permutation(groups.Length);
        var foldOf = groups.Select((g, i) => (g, Fold: order[i] % count)).ToDictionary(g => g.g, g => g.Fold);
        return [.. Enumerable.Range(0, count).Select(f =>
        {
            var heldOut = tasks.Where(t => foldOf[groupOf(t)] == f).ToArray();
            var some = key.Fold("tasks").Fold(f).Permutation(heldOut.Length).Take(Math.Max(1, options.MaxHeldOutTasks / count));
            return new Fold(
                [.. tasks.Where(t => foldOf[groupOf(t)] != f)],
                [.. some.Select(i => Trial.Of(heldOut[i], key.Fold("context").Fold(f).Fold(i), options))]);
        })];
    }

    private static double LogDensity(GaussianField field, Trial trial, int output)
    {
        var posterior = new ConditionedField(field, trial.Context.Inputs.ToArray(), InputGroup.OutputOf(trial.Context, output));
        var (means, variances, noise) = posterior.Predict(trial.Targets.Inputs);
        var targets = InputGroup.OutputOf(trial.Targets, output);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += new GaussianMixture([means[i]], [Math.Sqrt(variances[i] + noise)]).LogDensity(targets[i]);
        }
        return sum;
    }

    private sealed record Fold(DataTask[] Kept, Trial[] Trials);

    private sealed record Trial(DataTask Context, DataTask Targets)
    {
        public static Trial Of(DataTask task, RandomKey key, EmpiricalGaussianOptions options)
        {
            var order = key.Permutation(task.Points);
            int context = Math.Clamp((int)(options.ContextFraction * task.Points), 1, task.Points - 1);
            return new Trial(
                task.Select(order.AsSpan(0, context)),
                task.Select(order.AsSpan(context, Math.Min(options.MaxTargets, task.Points - context))));
        }
    }
}
