using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Metrics;

public class GaussianMixtureTests
{
    [Fact]
    public void Density_integrates_to_the_distribution_function() => Law.Holds(MixtureCase.Any, c =>
    {
        double below = 0;
        var breaks = c.Breaks().Where(b => b <= c.Value).ToArray();
        foreach (var (from, to) in breaks.Zip(breaks.Skip(1)))
        {
            below += GaussLegendreRule.Integrate(y => Math.Exp(c.Mixture.LogDensity(y)), from, to, 32);
        }
        Assert.Equal(c.Mixture.Cdf(c.Value), below, 1e-11);
    });

    [Fact]
    public void Density_and_distribution_are_averages_over_components() => Law.Holds(MixtureCase.Any, c =>
    {
        var parts = c.Means.Select((m, i) => new Normal(m, c.DeviationOf(i))).ToArray();
        Assert.Equal(parts.Average(p => p.CumulativeDistribution(c.Value)), c.Mixture.Cdf(c.Value), 1e-14);
        double density = parts.Average(p => p.Density(c.Value));
        if (density > 1e-290)
        {
            Assert.Equal(Math.Log(density), c.Mixture.LogDensity(c.Value), 1e-10 * (1 + Math.Abs(Math.Log(density))));
        }
    });

    [Fact]
    public void Log_density_survives_where_every_component_underflows()
    {
        var mixture = new GaussianMixture([0, 1], [1, 1]);
        double near = -0.5 * 99 * 99 - Constants.LogSqrt2Pi, far = -0.5 * 100 * 100 - Constants.LogSqrt2Pi;
        Assert.Equal(near + Math.Log(0.5 * (1 + Math.Exp(far - near))), mixture.LogDensity(100), 1e-9);
    }

    /// <summary>E[Y] and E[Y^2] under the law of total variance, with the oracle in the two-pass form over components.</summary>
    [Fact]
    public void Variance_is_the_sum_of_its_parts() => Law.Holds(MixtureCase.Any, c =>
    {
        double mean = c.Means.Average();
        double second = c.Means.Select((m, i) => (m - mean) * (m - mean) + c.DeviationOf(i) * c.DeviationOf(i)).Average();
        Assert.Equal(c.Mixture.EpistemicVariance + c.Mixture.AleatoricVariance, c.Mixture.Variance);
        Assert.Equal(second, c.Mixture.Variance, 1e-12 * second);
        Assert.Equal(mean, c.Mixture.Mean, 1e-12 * (1 + Math.Abs(mean)));
    });

    [Fact]
    public void Distribution_function_undoes_the_quantile() => Law.Holds(MixtureCase.Any, c =>
    {
        double quantile = c.Mixture.Quantile(c.Probability);
        Assert.Equal(c.Probability, c.Mixture.Cdf(quantile), 2e-10 * Math.Min(1, 50 * c.Probability));
    }, count: 500);

    [Fact]
    public void Quantile_of_identical_components_is_the_normal_quantile() => Law.Holds(MixtureCase.Any, c =>
    {
        double m = c.Means[0], s = c.DeviationOf(0);
        var mixture = new GaussianMixture([m, m, m], [s]);
        Assert.Equal(Normal.InvCDF(m, s, c.Probability), mixture.Quantile(c.Probability), 1e-9 * s);
    });

    [Fact]
    public void Quantile_finds_a_narrow_component_far_from_a_wide_one()
    {
        var mixture = new GaussianMixture([0, 1e6], [1e-6, 1]);
        Assert.Equal(0, mixture.Quantile(0.25), 1e-15);
        Assert.Equal(1e6, mixture.Quantile(0.75), 1e-9);
        Assert.InRange(mixture.Quantile(0.5), 1e-5, 1e6 - 7);
    }

    [Fact]
    public void Crps_is_the_integrated_squared_distance_of_distribution_functions() => Law.Holds(MixtureCase.Any, c =>
    {
        double integral = 0;
        var breaks = c.Breaks();
        foreach (var (from, to) in breaks.Zip(breaks.Skip(1)))
        {
            double step = 0.5 * (from + to) >= c.Value ? 1 : 0;
            integral += GaussLegendreRule.Integrate(y => Math.Pow(c.Mixture.Cdf(y) - step, 2), from, to, 32);
        }
        Assert.Equal(integral, c.Mixture.Crps(c.Value), 1e-11 * (1 + c.Means.Max(Math.Abs)));
    });

    /// <summary>CRPS of one normal: s (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt pi).</summary>
    [Fact]
    public void Crps_of_one_component_is_the_normal_crps() => Law.Holds(MixtureCase.Any, c =>
    {
        double s = c.DeviationOf(0), z = (c.Value - c.Means[0]) / s;
        double expected = s * (z * (2 * Normal.CDF(0, 1, z) - 1) + 2 * Normal.PDF(0, 1, z) - 1 / Constants.SqrtPi);
        var single = new GaussianMixture(c.Means.AsSpan(0, 1), c.Deviations.AsSpan(0, 1));
        Assert.Equal(expected, single.Crps(c.Value), 1e-14 * (s + Math.Abs(z * s)));
    });

    /// <summary>E|X - y| - E|X - X'| / 2 from 200,000 keyed pairs within 5 standard errors: false alarm below 1e-6.</summary>
    [Fact]
    public void Crps_agrees_with_monte_carlo()
    {
        double[] means = [-1.0, 0.2, 0.3, 2.5], deviations = [0.3, 1.0, 0.05, 0.6];
        var key = RandomKey.FromSeed(11);
        const double y = 0.7;
        var terms = Enumerable.Range(0, 200_000).Select(n =>
        {
            int i = key.Fold("first").Integer(n, 0, 4), j = key.Fold("second").Integer(n, 0, 4);
            double x = means[i] + deviations[i] * key.Normal(n, 0), other = means[j] + deviations[j] * key.Normal(n, 1);
            return Math.Abs(x - y) - 0.5 * Math.Abs(x - other);
        }).ToArray();
        double error = MathNet.Numerics.Statistics.Statistics.StandardDeviation(terms) / Math.Sqrt(terms.Length);
        Assert.InRange(new GaussianMixture(means, deviations).Crps(y) - terms.Average(), -5 * error, 5 * error);
    }

    /// <summary>Zero widths: the CRPS of an ensemble, mean |x_i - y| - sum |x_i - x_j| / (2 S^2); quantiles are members.</summary>
    [Fact]
    public void Zero_widths_give_the_ensemble()
    {
        double[] members = [3, 1, 2, 2];
        var ensemble = new GaussianMixture(members, [0]);
        double pairs = members.Sum(a => members.Sum(b => Math.Abs(a - b)));
        Assert.Equal(members.Average(a => Math.Abs(a - 1.5)) - pairs / 32, ensemble.Crps(1.5), 1e-15);
        Assert.Equal([0, 0.25, 0.75, 1], new[] { 0.9, 1, 2, 3 }.Select(y => new GaussianMixture(members, [0]).Cdf(y)));
        Assert.Equal(1, ensemble.Quantile(0.1), 1e-12);
        Assert.Equal(2, ensemble.Quantile(0.6), 1e-12);
        Assert.Throws<NumericalException>(() => new GaussianMixture(members, [0]).LogDensity(1));
    }

    [Fact]
    public void Wrong_mixtures_and_probabilities_are_refused()
    {
        Assert.Throws<ShapeException>(() => new GaussianMixture([], [1]).Mean);
        Assert.Throws<ShapeException>(() => new GaussianMixture([1, 2, 3], [1, 2]).Mean);
        Assert.Throws<NumericalException>(() => new GaussianMixture([1, double.NaN], [1]).Mean);
        Assert.Throws<NumericalException>(() => new GaussianMixture([1], [-1]).Mean);
        Assert.Throws<NumericalException>(() => new GaussianMixture([1], [double.PositiveInfinity]).Mean);
        Assert.Throws<OptionException>(() => new GaussianMixture([1], [1]).Quantile(0));
        Assert.Throws<OptionException>(() => new GaussianMixture([1], [1]).Quantile(double.NaN));
    }
}
