using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Scores predictors on the same tasks and splits.</summary>
/// <param name="tasks">The tasks.</param>
/// <param name="splits">Their splits.</param>
/// <param name="frame">The frame whose units standardised scores are in.</param>
/// <param name="viewer">Where progress is shown, or null for nowhere.</param>
/// <param name="cancellation">Ends it with an exception.</param>
internal sealed class Scorer(TaskSet tasks, EvaluationSplits splits, DataFrame frame, ToolHost? viewer, CancellationToken cancellation)
{
    /// <summary>Scores a process.</summary>
    public ValueList<OutputScores> Of(AmortisedProcess process, int samples, ulong seed) =>
        Watch("scoring", view => Inference.Evaluation.Of(process, tasks, splits, samples, seed, view, cancellation));

    /// <summary>
    /// Fits and scores both Gaussian processes and, where the training tasks share a grid that the evaluated points lie on, the empirical
    /// Gaussian. All are fitted to training tasks that are standardised by their own moments.
    /// </summary>
    public ValueList<PredictorScores> OfBaselines(TaskSet training, ulong seed, ToolHost host)
    {
        var scaling = Moments.Of(training).ToScaling();
        var scaled = scaling.Forward(training);
        var key = RandomKey.FromSeed(seed).Fold("baselines");
        var rbf = GaussianProcessBaseline.Fit(scaled, new GaussianProcessKernel.Rbf(), key, cancellation: cancellation);
        var matern = GaussianProcessBaseline.Fit(scaled, new GaussianProcessKernel.Matern32(), key, cancellation: cancellation);
        ValueList<PredictorScores> scores =
        [
            new PredictorScores("gp_rbf", Gaussian("Gaussian process, RBF", rbf.Condition, scaling)),
            new PredictorScores("gp_matern32", Gaussian("Gaussian process, Matern-3/2", matern.Condition, scaling)),
        ];
        try
        {
            var empirical = EmpiricalGaussianBaseline.Fit(scaled, key);
            return scores.Add(new PredictorScores("empirical_gaussian", Gaussian("empirical Gaussian", empirical.Condition, scaling)));
        }
        catch (DataException e)
        {
            host.Note($"the empirical Gaussian is left out: {e.Message}");
            return scores;
        }
    }

    private ValueList<OutputScores> Gaussian(string title, Func<DataTask, GaussianPosterior> condition, AffineScaling scaling) =>
        Watch($"scoring {title}", view => Inference.Evaluation.Of(condition, scaling, frame.Scaling, tasks, splits, view, cancellation));

    private T Watch<T>(string title, Func<IProgress<int>, T> work) => viewer is null
        ? work(new Counter(null, 0))
        : ProgressView.Watch(viewer, title, view => work(new Counter(view, splits.Items.Count)));

    private sealed class Counter(IProgress<Progressed>? view, int total) : IProgress<int>
    {
        public void Report(int value) => view?.Report(new Progressed(value, total, ""));
    }
}
