// For every task: condition on the context points, predict the targets, score them by the exact mixture of S components. Where the last
// layer is integrated out, targets are dependent given a sample, so that their joint density is taken over them together:
//   log p(y_T | C) = log (1/S) sum_s p(y_T | lower layers s, C),     in the data's units minus N log scale.
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>How well predictions of held-back points of tasks do; the same tasks and splits can be given to several predictors.</summary>
public static class Evaluation
{
    /// <summary>Scores a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="tasks">The tasks, in their own units, with the columns the process was trained on.</param>
    /// <param name="splits">Which tasks, and which of their points are given.</param>
    /// <param name="samples">Weight samples of each task, at least 1.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <param name="progress">Told the number of tasks done; null for nobody.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    /// <returns>Scores [outputs].</returns>
    /// <exception cref="DataException">The tasks have other dimensions than the process.</exception>
    /// <exception cref="NumericalException">A score is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ValueList<OutputScores> Of(
        Process process, TaskSet tasks, EvaluationSplits splits, int samples, ulong seed, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        bool integrated = process.Model.PseudoLikelihood?.LastLayer.Weights == LastLayerWeights.IntegratedOut;
        var scale = process.Frame.Scaling.Outputs.Scale;
        return Of(tasks, splits, scale, (context, targets) =>
        {
            var posterior = process.Condition(context, cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            var prediction = posterior.Predict(targets.Inputs, samples, seed);
            var joint = integrated ? posterior.JointLogDensities(targets, samples, seed) : null;
            return Enumerable.Range(0, process.Model.Outputs).Select(o => prediction.Score(
                targets.Id, o, InputGroup.OutputOf(targets, o),
                joint is null ? null : Joint(joint, o) - targets.Points * Math.Log(scale[o])));
        }, progress, cancellation);
    }

    /// <summary>Scores a posterior on further points of its data set.</summary>
    /// <param name="posterior">The posterior.</param>
    /// <param name="frame">Names and scaling of its data.</param>
    /// <param name="points">The points, at least one, in the data's own units.</param>
    /// <param name="samples">Weight samples, at least 1.</param>
    /// <param name="seed">The seed of the weight samples.</param>
    /// <returns>Scores [outputs].</returns>
    /// <exception cref="NumericalException">A score is not finite.</exception>
    public static ValueList<OutputScores> Of(Posterior posterior, DataFrame frame, DataTask points, int samples, ulong seed)
    {
        var prediction = posterior.Predict(points.Inputs, samples, seed);
        var joint = posterior.JointLogDensities(points, samples, seed);
        return frame.OutputNames.Select((name, o) => OutputScores.Of(
            name,
            [prediction.Score(
                points.Id, o, InputGroup.OutputOf(points, o), Joint(joint, o) - points.Points * Math.Log(frame.OutputScales[o]))],
            frame.OutputScales[o])).ToValueList();
    }

    /// <summary>Scores a Gaussian baseline that was fitted to standardised tasks.</summary>
    /// <param name="condition">The baseline's posterior given a context in its own standardised units.</param>
    /// <param name="scaling">Between the data's units and those that the baseline was fitted in.</param>
    /// <param name="standard">The scaling whose units standardised scores are in, so that they compare with a process's.</param>
    /// <param name="tasks">The tasks, in their own units.</param>
    /// <param name="splits">Which tasks, and which of their points are given.</param>
    /// <param name="progress">Told the number of tasks done; null for nobody.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    /// <returns>Scores [outputs].</returns>
    /// <exception cref="NumericalException">A covariance is not positive definite in floating point, or a score not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ValueList<OutputScores> Of(
        Func<DataTask, GaussianPosterior> condition, AffineScaling scaling, AffineScaling standard, TaskSet tasks, EvaluationSplits splits,
        IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Of(tasks, splits, standard.Outputs.Scale, (context, targets) =>
            condition(scaling.Forward(context)).Score(scaling.Forward(targets))
                .Select((score, o) => score.InUnits(StdDev.Of(scaling.Outputs.Scale[o]))), progress, cancellation);

    private static ValueList<OutputScores> Of(
        TaskSet tasks, EvaluationSplits splits, ValueList<double> scale, Func<DataTask, DataTask, IEnumerable<TaskScore>> score,
        IProgress<int>? progress, CancellationToken cancellation)
    {
        var scored = new List<TaskScore[]>();
        foreach (var (position, split) in splits.Items)
        {
            cancellation.ThrowIfCancellationRequested();
            var task = tasks.Tasks[position];
            scored.Add([.. score(task.Select(split.Context.AsSpan()), task.Select(split.Target.AsSpan()))]);
            progress?.Report(scored.Count);
        }
        return tasks.OutputNames.Select((name, o) => OutputScores.Of(name, scored.Select(t => t[o]), scale[o])).ToValueList();
    }

    private static double Joint(double[,] logDensities, int output) => LogMean.MeanExp(
        Enumerable.Range(0, logDensities.GetLength(0)).Select(s => logDensities[s, output]).ToArray());
}
