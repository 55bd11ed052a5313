// The standard error of the log density per point is that of the mean over tasks: the standard deviation of the tasks' means over
// sqrt(tasks).

using MathNet.Numerics.Statistics;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Scores the models of the demo on the same unseen tasks with the same points given.</summary>
/// <param name="unseen">The unseen tasks.</param>
/// <param name="settings">What is given, and how many weight samples are drawn.</param>
/// <param name="progress">Told how far it is; null for nobody.</param>
/// <param name="cancellation">Ends it with an exception.</param>
internal sealed class DemoContest(
    TaskSet unseen, DemoSettings settings, IProgress<DemoProgress>? progress, CancellationToken cancellation)
{
    private const int Models = 4;
    private readonly EvaluationSplits splits =
        EvaluationSplits.Draw(unseen, settings.GivenShare, RandomKey.FromSeed(settings.Seed).Fold("points given"));

    /// <summary>The scores of all, the learned prior's first.</summary>
    public ValueList<(ModelScore Summary, Scores Scores)> Score(
        AmortisedProcess learned, AmortisedProcess plain, FittedGaussianProcess rbf, FittedGaussianProcess matern)
    {
        var scaling = learned.Frame.Scaling;
        ValueList<OutputScores> OfProcess(AmortisedProcess process, int position) =>
            Evaluation.Of(process, unseen, splits, settings.Samples, settings.Seed, Counter(position), cancellation);
        ValueList<OutputScores> OfGaussian(FittedGaussianProcess process, int position) =>
            Evaluation.Of(process.Condition, scaling, scaling, unseen, splits, Counter(position), cancellation);
        return
        [
            Named("Learned prior (BNNP)", OfProcess(learned, 0)),
            Named("Same network, prior fixed at N(0, 1/K)", OfProcess(plain, 1)),
            Named("Gaussian process, RBF", OfGaussian(rbf, 2)),
            Named("Gaussian process, Matérn 3/2", OfGaussian(matern, 3)),
        ];
    }

    private static (ModelScore, Scores) Named(string name, ValueList<OutputScores> outputs)
    {
        var scores = outputs[0].Own;
        var pooled = scores.Pooled();
        double error = scores.Tasks.Select(t => t.LogDensityPerPoint).StandardDeviation() / Math.Sqrt(scores.Tasks.Count);
        return (new ModelScore(
            name, pooled.LogDensityPerPoint, double.IsFinite(error) ? error : null, pooled.Rmse, pooled.Crps, pooled.Coverage90), scores);
    }

    private Forward Counter(int position) => new(this, position);

    private sealed class Forward(DemoContest contest, int position) : IProgress<int>
    {
        public void Report(int value)
        {
            int tasks = contest.splits.Items.Count;
            contest.Tell(position * tasks + value, Models * tasks);
        }
    }

    private void Tell(int done, int total) => progress?.Report(new DemoProgress(DemoStage.Scoring, done, total));
}
