using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>log p(y, w) - log q(w) of draws from an amortised posterior, whose density is a product over layers.</summary>
public class ImportanceWeightTests
{
    private const double Noise = 1;

    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    /// <summary>A linear model with targets and noise of the likelihood: q is the posterior, so every ratio is the evidence.</summary>
    [Theory, InlineData(0), InlineData(1), InlineData(9)]
    public void Every_ratio_is_the_evidence_where_the_posterior_is_exact(int points)
    {
        foreach (var prior in new[] { LinearTruth.Independent, LinearTruth.Correlated })
        {
            var model = LinearTruth.Model(prior);
            var posterior = AmortisedProcess.Untrained(Engine, model, LinearTruth.Frame(model), 1).Condition(LinearTruth.Task(points));
            double evidence = LinearTruth.LogEvidence(prior, LinearTruth.Task(points));
            Assert.All(((IImportanceWeights)posterior).LogImportanceWeights(60), weight => Assert.Equal(evidence, weight, 1e-9));
        }
    }

    /// <summary>
    /// Their mean is the evidence lower bound, whose divergences are closed forms. False alarm of a case: 5 standard errors, below 1e-6.
    /// </summary>
    [Theory, InlineData("weight"), InlineData("unit"), InlineData("layer"), InlineData("network")]
    public void The_mean_of_the_log_ratios_is_the_evidence_lower_bound(string scope)
    {
        Prior prior = scope switch
        {
            "weight" => Prior.PerWeight().ScaledByFanIn(),
            "unit" => Prior.PerUnit().ScaledByFanIn(),
            "layer" => Prior.PerLayer().ScaledByFanIn(),
            _ => Prior.PerNetwork().ScaledByFanIn(),
        };
        var model = Model(prior);
        var posterior = AmortisedProcess.Untrained(Engine, model, FrameOf(model), 3).Condition(TwoPoints);
        double[] weights = ((IImportanceWeights)posterior).LogImportanceWeights(20_000, 1);
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(20_000, 2);
        double mean = weights.Average();
        double error = Math.Sqrt(weights.Sum(w => (w - mean) * (w - mean)) / weights.Length / (weights.Length - 1));
        Assert.InRange(mean - bound.Mean, -5 * (error + bound.StandardError), 5 * (error + bound.StandardError));
    }

    /// <summary>
    /// The mean ratio is the evidence for every family with a density, here of two points under a small network, against 400,000 draws
    /// from the prior by plain loops. False alarm of a case: 5 standard errors, below 1e-6.
    /// </summary>
    [Theory, InlineData("per-task"), InlineData("inducing"), InlineData("mean-field"), InlineData("unitwise"), InlineData("layerwise")]
    [InlineData("full")]
    public void The_mean_ratio_is_the_evidence(string name)
    {
        var model = Model(Prior.PerWeight().ScaledByFanIn());
        var ascent = new AscentOptions { Steps = 600, LearningRate = new LearningRate.Linear(2e-2, 1e-3) };
        TaskMethod method = name switch
        {
            "per-task" => new PerTask { Ascent = ascent },
            "inducing" => new GlobalInducing { Ascent = ascent, Points = 3 },
            "mean-field" => new MeanField { Ascent = ascent },
            "unitwise" => new Unitwise { Ascent = ascent },
            "layerwise" => new Layerwise { Ascent = ascent },
            _ => new FullCovariance { Ascent = ascent },
        };
        var posterior = new TaskInference(Engine, method).Under(model, FrameOf(model)).Condition(TwoPoints);
        var weights = ((IImportanceWeights)posterior).LogImportanceWeights(40_000);
        Assert.InRange(ParetoSmoothedWeights.Of(weights).Khat, double.NegativeInfinity, 0.6);
        var (mean, error) = MeanAndError([.. weights.Select(Math.Exp)]);
        var (truth, errorOfTruth) = Truth.Value;
        double both = Math.Sqrt(error * error + errorOfTruth * errorOfTruth);
        Assert.InRange(mean - truth, -5 * both, 5 * both);
        Assert.True(both < 0.02 * truth);
    }

    private static readonly Lazy<(double Mean, double Error)> Truth = new(() => MeanAndError(PriorLikelihoods(400_000)));

    private static DataTask TwoPoints => new("two", [-0.7, 1.1], [0.4, -0.3], 1, 1);

    private static BnnModel Model(Prior prior) => Bnn.Regression(1, 1)
        .Hidden(3, Activation.Tanh, prior)
        .Output(prior)
        .Observe(Likelihood.Gaussian(StdDev.Of(Noise)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(Amortised.LikeNetwork())
        .Build();

    private static DataFrame FrameOf(BnnModel model) => DataFrame.Of(model, new TaskSet(["x"], ["y"], [TwoPoints]));

    private static double[] PriorLikelihoods(int draws)
    {
        var key = RandomKey.FromSeed(5);
        var likelihoods = new double[draws];
        for (int s = 0; s < draws; s++)
        {
            double density = 1;
            for (int n = 0; n < 2; n++)
            {
                double f = key.Normal(s, 9) / 2;
                for (int u = 0; u < 3; u++)
                {
                    double entering = (key.Normal(s, u) * TwoPoints.Inputs[n] + key.Normal(s, 3 + u)) / Math.Sqrt(2);
                    f += key.Normal(s, 6 + u) / 2 * Math.Tanh(entering);
                }
                double z = (TwoPoints.Outputs[n] - f) / Noise;
                density *= Math.Exp(-0.5 * z * z) / (Noise * Math.Sqrt(2 * Math.PI));
            }
            likelihoods[s] = density;
        }
        return likelihoods;
    }

    private static (double Mean, double Error) MeanAndError(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length / (values.Length - 1)));
    }
}
