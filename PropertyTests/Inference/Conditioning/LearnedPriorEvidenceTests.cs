using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.PropertyTests.Data;
using ProbBnn.PropertyTests.Models;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>
/// Every family under priors as they come from learning: given means and random lower triangles that correlate the weights of a unit, of a
/// layer or of the network, here of two hidden units and two outputs; read back from the file of a learned prior.
/// </summary>
public class LearnedPriorEvidenceTests
{
    private const double Noise = 1.5;
    private const int Draws = 20_000;

    private static readonly ManagedEngine Engine = ManagedEngine.Double();

    private static readonly string[] Scopes = ["unit", "layer", "network"];

    private static readonly Dictionary<string, Lazy<(double Mean, double Error)>> Truths = Scopes.ToDictionary(
        scope => scope, scope => new Lazy<(double, double)>(() => MeanAndError(PriorLikelihoods(LearnedOf(scope).Model, 200_000))));

    /// <summary>Three priors and five methods.</summary>
    public static TheoryData<string, string> Cases =>
        [.. from scope in Scopes from method in new[] { "mean-field", "unitwise", "layerwise", "full", "inducing" } select (scope, method)];

    private static DataTask TwoPoints => new("two", [-0.7, 1.1], [0.4, -0.3, 1.2, 0.5], 1, 2);

    private static LearnedPrior LearnedOf(string scope)
    {
        var prior = Prior.PerUnit().ScaledByFanIn();
        var plain = Bnn.Regression(1, 2).Hidden(2, Activation.Tanh, prior).Output(prior)
            .Observe(Likelihood.Gaussian(StdDev.Of(Noise)))
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None)).Build();
        var structure = DensePrior.Structures[1 + Array.IndexOf(Scopes, scope)];
        var random = DensePrior.Random(plain, [structure, structure], RandomKey.FromSeed(15));
        var model = random.WithPriors(layer => random.PriorOf(layer).Starting(Third((PriorStart.Given)random.PriorOf(layer).Start)));
        return LearnedPrior.From(model, DataFrame.Of(model, new TaskSet(["x"], ["y", "z"], [TwoPoints])));
    }

    /// <summary>Correlations small enough for ratios of finite variance where a family has none, and fits that end early, wide.</summary>
    private static PriorStart.Given Third(PriorStart.Given numbers) =>
        new(numbers.Means.Select(m => m / 3).ToValueList(), numbers.Factors.Select(f => f / 3).ToValueList());

    /// <summary>
    /// The mean importance ratio is the evidence, against 200,000 draws from the prior by plain loops, and the mean log ratio the evidence
    /// lower bound, whose divergence is a closed form; 20,000 draws each. Five standard errors of either: false alarm of a case below 2e-6.
    /// </summary>
    [Theory, MemberData(nameof(Cases))]
    public void The_mean_ratio_is_the_evidence_and_the_mean_log_ratio_the_bound(string scope, string name)
    {
        using var folder = new TempFolder();
        LearnedOf(scope).Save(folder.PathOf("prior.pbnn"));
        var prior = LearnedPrior.Load(folder.PathOf("prior.pbnn"));
        var ascent = new AscentOptions { Steps = 60, LearningRate = new LearningRate.Constant(1e-2) };
        TaskMethod method = name switch
        {
            "inducing" => new GlobalInducing { Ascent = ascent, Points = 3, StartNoiseStdDev = 1.5 },
            "mean-field" => new MeanField { Ascent = ascent, StartStdDev = 1.3 },
            "unitwise" => new Unitwise { Ascent = ascent, StartStdDev = 1.3 },
            "layerwise" => new Layerwise { Ascent = ascent, StartStdDev = 1.3 },
            _ => new FullCovariance { Ascent = ascent, StartStdDev = 1.3 },
        };
        var posterior = new TaskInference(Engine, method).Under(prior.Model, prior.Frame).Condition(TwoPoints);
        var weights = ((IImportanceWeights)posterior).LogImportanceWeights(Draws);
        Assert.InRange(ParetoSmoothedWeights.Of(weights).Khat, double.NegativeInfinity, 0.6);
        var (mean, error) = MeanAndError([.. weights.Select(Math.Exp)]);
        var (truth, errorOfTruth) = Truths[scope].Value;
        double both = Math.Sqrt(error * error + errorOfTruth * errorOfTruth);
        Assert.InRange(mean - truth, -5 * both, 5 * both);
        Assert.True(both < 0.03 * truth, $"{both} of {truth}");
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(Draws, 3);
        var (logMean, logError) = MeanAndError(weights);
        Assert.InRange(logMean - bound.Mean, -5 * (logError + bound.StandardError), 5 * (logError + bound.StandardError));
        Assert.True(bound.Mean < Math.Log(truth) + 5 * (bound.StandardError + errorOfTruth / truth));
    }

    /// <summary>p(y | w) of both points and outputs, w = mu + L z.</summary>
    private static double[] PriorLikelihoods(BnnModel model, int draws)
    {
        var (center, root) = DensePrior.Of(model);
        double[] mu = center.ToArray();
        double[,] l = root.ToArray();
        var (key, task, w) = (RandomKey.FromSeed(5), TwoPoints, new double[mu.Length]);
        var likelihoods = new double[draws];
        for (int s = 0; s < draws; s++)
        {
            double[] z = [.. Enumerable.Range(0, mu.Length).Select(i => key.Normal(s, i))];
            for (int i = 0; i < mu.Length; i++)
            {
                w[i] = mu[i];
                for (int j = 0; j <= i; j++)
                {
                    w[i] += l[i, j] * z[j];
                }
            }
            double log = 0;
            for (int n = 0; n < 2; n++)
            {
                for (int d = 0; d < 2; d++)
                {
                    double f = w[4 + 3 * d + 2];
                    for (int u = 0; u < 2; u++)
                    {
                        f += w[4 + 3 * d + u] * Math.Tanh(w[2 * u] * task.Inputs[n] + w[2 * u + 1]);
                    }
                    double residual = (task.Outputs[2 * n + d] - f) / Noise;
                    log -= 0.5 * residual * residual + Math.Log(Noise) + 0.5 * Math.Log(2 * Math.PI);
                }
            }
            likelihoods[s] = Math.Exp(log);
        }
        return likelihoods;
    }

    private static (double Mean, double Error) MeanAndError(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length / (values.Length - 1)));
    }
}
