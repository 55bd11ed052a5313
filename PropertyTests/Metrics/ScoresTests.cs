using FsCheck.Fluent;
using MathNet.Numerics.Distributions;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Metrics;

public class ScoresTests
{
    /// <summary>Two points, two samples, by hand from MathNet's densities.</summary>
    [Fact]
    public void Scores_of_a_task_match_their_definitions()
    {
        double[] targets = [0.3, -1], means = [0, 1, -1, -2], deviations = [0.5, 1, 2, 0.25];
        var score = TaskScore.Of("a", targets, new PredictiveMixture(2, 2, means, deviations));
        double P(int point, int sample) => Normal.PDF(means[2 * point + sample], deviations[2 * point + sample], targets[point]);
        double C(int point, int sample) => Normal.CDF(means[2 * point + sample], deviations[2 * point + sample], targets[point]);
        Assert.Equal(0.5 * (Math.Log((P(0, 0) + P(0, 1)) / 2) + Math.Log((P(1, 0) + P(1, 1)) / 2)), score.LogDensityPerPoint, 1e-13);
        Assert.Equal(Math.Log((P(0, 0) * P(1, 0) + P(0, 1) * P(1, 1)) / 2), score.JointLogDensity, 1e-13);
        Assert.Equal(Math.Log((P(0, 0) + P(0, 1) + P(1, 0) + P(1, 1)) / 4), score.PublishedPpd, 1e-13);
        Assert.Equal(Math.Sqrt((0.2 * 0.2 + 0.5 * 0.5) / 2), score.Rmse, 1e-14);
        Assert.Equal(0.35, score.Mae, 1e-14);
        Assert.Equal([(C(0, 0) + C(0, 1)) / 2, (C(1, 0) + C(1, 1)) / 2], score.Pit!.Value, (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(1.0, score.Coverage90);
    }

    [Fact]
    public void Interval_of_quantiles_and_probability_integral_transform_agree_on_coverage() => Law.Holds(MixtureCase.Any, c =>
    {
        double low = c.Mixture.Quantile(0.05), high = c.Mixture.Quantile(0.95);
        var score = TaskScore.Of("a", [c.Value], new PredictiveMixture(1, c.Means.Length, c.Means, c.Deviations));
        if (Math.Min(Math.Abs(c.Value - low), Math.Abs(c.Value - high)) > 1e-9 * (1 + Math.Abs(c.Value)))
        {
            Assert.Equal(c.Value >= low && c.Value <= high ? 1 : 0, score.Covered90);
        }
    }, count: 300);

    [Fact]
    public void Other_units_give_the_scores_of_rescaled_predictions() => Law.Holds(MixtureCase.Any, c =>
    {
        const double unit = 3.5, origin = -2;
        double[] Rescaled(double[] values, double shift) => [.. values.Select(v => shift + unit * v)];
        double[] targets = [c.Value];
        var inUnits = TaskScore.Of("a", targets, new PredictiveMixture(1, c.Means.Length, c.Means, c.Deviations)).InUnits(StdDev.Of(unit));
        var direct = TaskScore.Of("a", Rescaled(targets, origin), new PredictiveMixture(
            1, c.Means.Length, Rescaled(c.Means, origin), Rescaled(c.Deviations, 0)));
        double scale = 1e-9 * (1 + Math.Abs(direct.LogDensitySum) + direct.SquaredErrorSum);
        Assert.Equal(direct.LogDensitySum, inUnits.LogDensitySum, scale);
        Assert.Equal(direct.JointLogDensity, inUnits.JointLogDensity, scale);
        Assert.Equal(direct.PublishedPpd, inUnits.PublishedPpd, scale);
        Assert.Equal(direct.Rmse, inUnits.Rmse, scale);
        Assert.Equal(direct.Mae, inUnits.Mae, scale);
        Assert.Equal(direct.Crps, inUnits.Crps, scale);
        Assert.Equal(direct.Pit!.Value[0], inUnits.Pit!.Value[0], 1e-7);
    });

    [Fact]
    public void Pooling_weighs_points_and_the_spread_weighs_tasks()
    {
        var scores = new Scores([])
            .Add(new TaskScore("a", 1, -1, -1, 4, 2, 1, -1, [0.5]))
            .Add(new TaskScore("b", 3, 6, 5, 0, 0, 3, 3, [0.01, 0.5, 0.5]))
            .Add(new TaskScore("none", 0, 0, 0, 0, 0, 0, double.NegativeInfinity, []));
        Assert.Equal(new ScoreSummary(5.0 / 4, 2, 1, 0.5, 1, 0.75), scores.Pooled());
        Assert.Equal(new TaskSpread(0.5, 0.5, -1, "a"), scores.LogDensityByTask());
        Assert.Equal(new TaskSpread(1, 1, 2, "a"), scores.RmseByTask());
        Assert.Equal("b", scores.CoverageByTask()!.WorstTask);
        Assert.Equal(Math.Log((Math.Exp(-1) + Math.Exp(3)) / 4), scores.PublishedPpd(), 1e-14);
        Assert.Equal(1, scores.TasksWithoutTargets);
        Assert.Equal(4, scores.Points);
    }

    [Fact]
    public void Published_ppd_is_never_below_the_mean_log_density() => Law.Holds(MixtureCase.Any, c =>
    {
        var deviations = c.Deviations.Length == 1 ? c.Deviations : Twice(c.Deviations);
        var mixture = new PredictiveMixture(2, c.Means.Length, Twice(c.Means), deviations);
        var score = TaskScore.Of("a", [c.Value, c.Value + 1], mixture);
        Assert.True(score.PublishedPpd >= score.LogDensityPerPoint - 1e-9);
    });

    [Fact]
    public void Labels_have_a_brier_score_and_no_coverage()
    {
        var score = TaskScore.OfLabels("a", [1, 0], [0.3, 0.5, -1, -2]);
        double p = new BernoulliMixture([0.3, 0.5]).Mean, q = new BernoulliMixture([-1, -2]).Mean;
        Assert.Equal((1 - p) * (1 - p) + q * q, score.CrpsSum, 1e-15);
        Assert.Equal(1 - p + q, score.AbsoluteErrorSum, 1e-15);
        Assert.Null(new Scores([score]).Pooled().Coverage90);
        Assert.Null(new Scores([score]).Calibration());
        Assert.Null(new Scores([score]).CoverageByTask());
    }

    [Fact]
    public void Probabilities_of_labels_are_kept_and_pooled()
    {
        var a = TaskScore.OfLabels("a", [1, 0], [0.3, 0.5, -1, -2]);
        double P(double logit) => 1 / (1 + Math.Exp(-logit));
        Assert.Equal([1, 0], a.Labels!.Labels);
        Assert.Equal(0.5 * (P(0.3) + P(0.5)), a.Labels.Probabilities[0], 1e-15);
        Assert.Equal(0.5 * (P(-1) + P(-2)), a.Labels.Probabilities[1], 1e-15);
        var pooled = new Scores([a, TaskScore.OfLabels("none", [], []), TaskScore.OfLabels("b", [0], [2])]);
        Assert.Equal([1, 0, 0], pooled.Labels()!.Labels);
        Assert.Equal(pooled.Pooled().Crps, pooled.Labels()!.Brier, 1e-15);
        Assert.Null(pooled.Add(TaskScore.OfLabels("soft", [0.5], [1])).Labels());
        Assert.Null(new Scores([TaskScore.Of("numbers", [0.5], new PredictiveMixture(1, 1, new double[] { 0 }, new double[] { 1 }))]).Labels());
    }

    [Fact]
    public void Nothing_to_score_is_refused()
    {
        var none = TaskScore.Of("a", [], new PredictiveMixture(0, 3, ReadOnlyMemory<double>.Empty, new double[] { 1 }));
        Assert.Equal(0, none.JointLogDensity);
        Assert.Throws<DataException>(() => new Scores([none]).Pooled());
        var standard = new PredictiveMixture(1, 1, new double[] { 0 }, new double[] { 1 });
        Assert.Throws<NumericalException>(() => TaskScore.Of("a", [1e300], standard));
        Assert.Throws<ShapeException>(() => TaskScore.Of("a", [1, 2], standard));
        Assert.Throws<ShapeException>(() => new PredictiveMixture(2, 1, new double[] { 0 }, new double[] { 1 }));
        Assert.Throws<ShapeException>(() => TaskScore.OfLabels("a", [1, 0], [0.5, 0.2, 0.1]));
    }

    /// <summary>
    /// 20,000 draws from their own predictive mixture: uniform transforms, every bin of 10 and every level within 5 binomial standard
    /// errors (false alarm below 1e-5 in all).
    /// </summary>
    [Fact]
    public void Draws_from_the_predictive_are_calibrated()
    {
        const int n = 20_000;
        double[] means = [-1, 0, 4], deviations = [0.2, 1, 2];
        var key = RandomKey.FromSeed(3);
        var pit = Enumerable.Range(0, n).Select(i =>
        {
            int s = key.Fold("component").Integer(i, 0, 3);
            return new GaussianMixture(means, deviations).Cdf(means[s] + deviations[s] * key.Normal(i, 0));
        }).ToValueList();
        var calibration = new Calibration(pit);
        double Error(double share) => 5 * Math.Sqrt(share * (1 - share) / n);
        Assert.All(calibration.Histogram(10), share => Assert.InRange(share, 0.1 - Error(0.1), 0.1 + Error(0.1)));
        Assert.All([0.1, 0.5, 0.9], q => Assert.InRange(calibration.Coverage(q), q - Error(q), q + Error(q)));
        Assert.Equal(1, calibration.Coverage(1));
    }

    [Fact]
    public void Calibration_counts_ends_and_refuses_nonsense()
    {
        var calibration = new Calibration([0, 0.25, 0.5, 1]);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], new Calibration([0, 0.26, 0.5, 1]).Histogram(4));
        Assert.Equal(0.5, calibration.Coverage(0.5));
        Assert.Throws<OptionException>(() => calibration.Coverage(1.5));
        Assert.Throws<OptionException>(() => calibration.Histogram(0));
        Assert.Throws<DataException>(() => new Calibration([]).Coverage(0.5));
    }

    private static double[] Twice(double[] values) => [.. values, .. values];
}
