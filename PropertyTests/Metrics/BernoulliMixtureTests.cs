using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Metrics;

public class BernoulliMixtureTests
{
    [Fact]
    public void Hard_labels_have_the_log_of_the_mean_probability() => Law.Holds(
        Gen.Choose(1, 10).SelectMany(n => Gen.Choose(-30_000, 30_000).Select(i => i / 1e3).ArrayOf(n)), logits =>
    {
        var mixture = new BernoulliMixture(logits);
        double ones = logits.Average(a => 1 / (1 + Math.Exp(-a))), zeros = logits.Average(a => 1 / (1 + Math.Exp(a)));
        Assert.Equal(ones, mixture.Mean, 1e-15);
        Assert.Equal(Math.Log(ones), mixture.LogDensity(1), 1e-10);
        Assert.Equal(Math.Log(zeros), mixture.LogDensity(0), 1e-10);
        Assert.Equal(zeros * zeros, mixture.Brier(1), 1e-14);
        Assert.Equal(ones * ones, mixture.Brier(0), 1e-14);
    });

    [Fact]
    public void Extreme_logits_stay_finite() =>
        Assert.Equal(-1000 + Math.Log(0.5), new BernoulliMixture([-1000, -2000]).LogDensity(1), 1e-12);

    [Fact]
    public void Soft_labels_weigh_the_log_probabilities()
    {
        double p = 1 / (1 + Math.Exp(-0.4));
        Assert.Equal(0.3 * Math.Log(p) + 0.7 * Math.Log(1 - p), new BernoulliMixture([0.4]).LogDensity(0.3), 1e-15);
    }

    [Fact]
    public void Wrong_labels_and_logits_are_refused()
    {
        Assert.Throws<DataException>(() => new BernoulliMixture([0]).LogDensity(-1));
        Assert.Throws<DataException>(() => new BernoulliMixture([0]).Brier(double.NaN));
        Assert.Throws<ShapeException>(() => new BernoulliMixture([]).Mean);
        Assert.Throws<NumericalException>(() => new BernoulliMixture([double.NaN]).Mean);
    }
}
