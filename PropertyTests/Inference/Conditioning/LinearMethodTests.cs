using FsCheck.Fluent;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>
/// On a linear-Gaussian model every method that can represent the truth reaches it: predictive means and variances, and the evidence.
/// </summary>
public class LinearMethodTests
{
    private static readonly IEngine Engine = new ReferenceEngine();

    private static readonly double[] Query = [-2, -0.4, 0.1, 1.3];

    private static readonly AscentOptions Ascent = new() { Steps = 3000, LearningRate = new LearningRate.Linear(2e-2, 1e-5) };

    /// <summary>Both priors with 0, 1, 2 and 9 points.</summary>
    public static TheoryData<bool, int> PriorsAndPoints =>
        [.. from correlated in new[] { false, true } from points in new[] { 0, 1, 2, 9 } select (correlated, points)];

    private static Prior PriorOf(bool correlated) => correlated ? LinearTruth.Correlated : LinearTruth.Independent;

    private static Posterior Condition(IEngine engine, TaskMethod method, Prior prior, int points)
    {
        var model = LinearTruth.Model(prior);
        return new TaskInference(engine, method).Under(model, LinearTruth.Frame(model)).Condition(LinearTruth.Task(points));
    }

    private static void SameFunction(Posterior posterior, Prior prior, int points, int samples, double ofMean, double ofVariance)
    {
        var (mean, covariance) = LinearTruth.Posterior(prior, LinearTruth.Task(points));
        var features = LinearTruth.Features(Query);
        var prediction = posterior.Predict(Query, samples);
        for (int i = 0; i < Query.Length; i++)
        {
            double variance = features.Row(i) * covariance * features.Row(i);
            Assert.Equal(features.Row(i) * mean, prediction.Mean(i), ofMean * Math.Sqrt(variance));
            Assert.Equal(1, prediction.EpistemicVariance(i) / variance, ofVariance);
            Assert.Equal(0.09, prediction.AleatoricVariance(i), 1e-12);
        }
    }

    [Theory, MemberData(nameof(PriorsAndPoints))]
    public void Exact_gives_the_posterior_and_the_evidence(bool correlated, int points)
    {
        var prior = PriorOf(correlated);
        var posterior = Condition(Engine, new Exact(), prior, points);
        SameFunction(posterior, prior, points, 1, 1e-9, 1e-9);
        Assert.Equal(LinearTruth.LogEvidence(prior, LinearTruth.Task(points)), ((IExactEvidence)posterior).LogEvidence, 1e-9);
    }

    /// <summary>A prior of one standard deviation for all weights is that of the dense algebra, whatever it could correlate.</summary>
    [Fact]
    public void A_prior_has_the_standard_deviation_that_is_said()
    {
        foreach (var structure in new[] { Prior.PerWeight(), Prior.PerUnit() })
        {
            var prior = structure.ScaledByFanIn().WithStdDev(StdDev.Of(2.5));
            var posterior = Condition(Engine, new Exact(), prior, 6);
            Assert.Equal(LinearTruth.LogEvidence(prior, LinearTruth.Task(6)), ((IExactEvidence)posterior).LogEvidence, 1e-9);
        }
    }

    /// <summary>Functions are draws of the posterior: their moments over 4,000 draws, 5 standard errors, false alarm below 1e-5 in all.</summary>
    [Fact]
    public void Exact_draws_functions_of_the_posterior()
    {
        var functions = Condition(Engine, new Exact(), LinearTruth.Correlated, 5).Functions(Query, 4000, 3);
        var (mean, covariance) = LinearTruth.Posterior(LinearTruth.Correlated, LinearTruth.Task(5));
        var features = LinearTruth.Features(Query);
        for (int i = 0; i < Query.Length; i++)
        {
            double variance = features.Row(i) * covariance * features.Row(i);
            double[] values = [.. Enumerable.Range(0, 4000).Select(s => functions[s, i, 0])];
            Assert.Equal(features.Row(i) * mean, values.Average(), 5 * Math.Sqrt(variance / 4000));
            double found = values.Sum(v => (v - values.Average()) * (v - values.Average())) / 3999;
            Assert.Equal(1, found / variance, 5 * Math.Sqrt(2.0 / 4000));
        }
    }

    /// <summary>Bayesian updates add up: any partition, any order; 40 cases of up to 12 points in up to 4 parts, empty ones too.</summary>
    [Fact]
    public void Exact_updates_add_up() => Law.Holds(
        from points in Gen.Choose(0, 12)
        from seed in Gen.Choose(0, 1000)
        select (points, seed),
        c =>
        {
            var task = LinearTruth.Task(c.points);
            var key = RandomKey.FromSeed((ulong)c.seed);
            int[] order = key.Permutation(c.points);
            int[] part = [.. order.Select((_, i) => key.Integer(1, i, 4))];
            var model = LinearTruth.Model(LinearTruth.Correlated);
            Posterior posterior = new TaskInference(Engine, new Exact()).Under(model, LinearTruth.Frame(model))
                .Condition(task.Select(order.Where((_, i) => part[i] == 0).ToArray()));
            for (int p = 1; p < 4; p++)
            {
                posterior = ((IUpdatable)posterior).Update(task.Select(order.Where((_, i) => part[i] == p).ToArray()));
            }
            SameFunction(posterior, LinearTruth.Correlated, c.points, 1, 1e-8, 1e-8);
            Assert.Equal(LinearTruth.LogEvidence(LinearTruth.Correlated, task), ((IExactEvidence)posterior).LogEvidence, 1e-8);
        },
        count: 40);

    /// <summary>
    /// Families that hold the truth: the bound reaches the evidence within 0.02 nats, means within a tenth of a posterior standard
    /// deviation (4,000 draws), variances within 12 %.
    /// </summary>
    [Theory, InlineData("unitwise", false), InlineData("unitwise", true), InlineData("layerwise", true), InlineData("full", true), InlineData("inducing", true), InlineData("inducing", false)]
    public void Families_that_hold_the_truth_reach_it(string family, bool correlated)
    {
        TaskMethod method = family switch
        {
            "unitwise" => new Unitwise { Ascent = Ascent },
            "layerwise" => new Layerwise { Ascent = Ascent },
            "full" => new FullCovariance { Ascent = Ascent },
            _ => new GlobalInducing { Ascent = Ascent, Points = 5 },
        };
        var prior = PriorOf(correlated);
        var posterior = Condition(Engine, method, prior, 8);
        SameFunction(posterior, prior, 8, 4000, 0.1, 0.12);
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(4000);
        double evidence = LinearTruth.LogEvidence(prior, LinearTruth.Task(8));
        Assert.InRange(bound.Mean - evidence, -0.02 - 5 * bound.StandardError, 5 * bound.StandardError);
        var weights = ((IImportanceWeights)posterior).LogImportanceWeights(2000);
        Assert.Equal(evidence, weights.Average(), 0.05);
        Assert.InRange(weights.Max() - weights.Min(), 0, 1.5);
    }

    /// <summary>
    /// Independent weights cannot hold the truth; their best bound is known, also under a prior that correlates weights, where it would
    /// be another in whitened weights.
    /// </summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Mean_field_reaches_the_best_bound_of_independent_weights(bool correlated)
    {
        var prior = PriorOf(correlated);
        var posterior = Condition(Engine, new MeanField { Ascent = Ascent }, prior, 8);
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(20_000);
        double best = LinearTruth.BestIndependentBound(prior, LinearTruth.Task(8));
        Assert.InRange(bound.Mean - best, -0.02 - 5 * bound.StandardError, 5 * bound.StandardError);
        Assert.True(best < LinearTruth.LogEvidence(prior, LinearTruth.Task(8)) - 0.3);
        SameMean(posterior, prior);

        static void SameMean(Posterior posterior, Prior prior)
        {
            var (mean, covariance) = LinearTruth.Posterior(prior, LinearTruth.Task(8));
            var features = LinearTruth.Features(Query);
            var prediction = posterior.Predict(Query, 4000);
            for (int i = 0; i < Query.Length; i++)
            {
                Assert.Equal(features.Row(i) * mean, prediction.Mean(i), 0.1 * Math.Sqrt(features.Row(i) * covariance * features.Row(i)));
            }
        }
    }

    /// <summary>With targets and noise of the likelihood the last layer is exact before the first step.</summary>
    [Theory, InlineData(0), InlineData(5)]
    public void Per_task_is_exact_from_the_start(int points)
    {
        var posterior = Condition(Engine, new PerTask { Ascent = Ascent with { Steps = 1 }, Samples = 2 }, LinearTruth.Correlated, points);
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(4000);
        double evidence = LinearTruth.LogEvidence(LinearTruth.Correlated, LinearTruth.Task(points));
        Assert.Equal(evidence, bound.Mean, 5 * bound.StandardError + 1e-9);
    }

    /// <summary>The maximum of a Gaussian posterior is its mean; every member of an ensemble finds it.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Maxima_are_posterior_means(bool ensemble)
    {
        var ascent = Ascent with { LearningRate = new LearningRate.Linear(3e-2, 1e-6) };
        TaskMethod method = ensemble ? new Ensemble { Ascent = ascent, Members = 3 } : new Map { Ascent = ascent };
        var functions = Condition(Engine, method, LinearTruth.Correlated, 8).Functions(Query, 3);
        var (mean, _) = LinearTruth.Posterior(LinearTruth.Correlated, LinearTruth.Task(8));
        var features = LinearTruth.Features(Query);
        for (int i = 0; i < functions.Length; i++)
        {
            Assert.Equal(features.Row(i % 4) * mean, functions[i / 4, i % 4, 0], 1e-3);
        }
    }

    /// <summary>
    /// Chains agree with the truth within 4.5 Monte Carlo standard errors of their own, and with each other: 4 functions and 3 samplers,
    /// false alarm below 1e-4.
    /// </summary>
    [Theory, InlineData("nuts"), InlineData("hmc"), InlineData("langevin")]
    public void Chains_have_the_moments_of_the_posterior(string name)
    {
        var run = new HamiltonianOptions { WarmUp = 500, Draws = name == "langevin" ? 8000 : 1500 };
        MarkovChains method = name switch
        {
            "nuts" => new Nuts { Run = run },
            "hmc" => new Hmc { Run = run },
            _ => new Langevin { Run = run },
        };
        using var engine = ManagedEngine.Double();
        var posterior = Condition(engine, method, LinearTruth.Correlated, 8);
        var (mean, covariance) = LinearTruth.Posterior(LinearTruth.Correlated, LinearTruth.Task(8));
        var features = LinearTruth.Features(Query);
        var functions = ((IMarkovChainPosterior)posterior).FunctionDraws(Query);
        for (int i = 0; i < Query.Length; i++)
        {
            var summary = ChainSummary.Of(functions[i]);
            double expected = features.Row(i) * mean, stdDev = Math.Sqrt(features.Row(i) * covariance * features.Row(i));
            Assert.Equal(expected, summary.Mean, 4.5 * summary.McseMean);
            Assert.Equal(stdDev, summary.StandardDeviation, 4.5 * summary.McseStandardDeviation);
            Assert.InRange(summary.Rhat, 0.9, 1.02);
        }
    }

    /// <summary>A richer family started at a poorer one's optimum begins at its bound.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_richer_family_begins_where_the_poorer_one_ended(bool correlated)
    {
        var model = LinearTruth.Model(PriorOf(correlated));
        var frame = LinearTruth.Frame(model);
        var poorer = Condition(Engine, new MeanField { Ascent = Ascent with { Steps = 300 } }, PriorOf(correlated), 8);
        TaskMethod[] richer = [new Unitwise(), new Layerwise(), new FullCovariance()];
        double expected = ((IEvidenceBound)poorer).EvidenceLowerBound(20_000).Mean;
        foreach (var method in richer)
        {
            using var fit = TaskFit.Init(Engine, model, frame, method, LinearTruth.Task(8), poorer);
            var bound = ((IEvidenceBound)fit.Snapshot().Posterior(Engine)).EvidenceLowerBound(20_000);
            Assert.Equal(expected, bound.Mean, 7 * bound.StandardError);
        }
    }
}
