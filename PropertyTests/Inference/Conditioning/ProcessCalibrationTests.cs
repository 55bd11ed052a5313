using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using Xunit;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Calibration of whole processes by one call. Seeds are fixed; a right posterior is doubted in one of a hundred.</summary>
public class ProcessCalibrationTests
{
    private static readonly ManagedEngine Engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });

    private static readonly AscentOptions Ascent = new() { Steps = 600, LearningRate = new LearningRate.Linear(2e-2, 1e-3) };

    /// <summary>Inputs of one sign, so that the weights of x, x^2 and 1 are strongly correlated given data.</summary>
    private static readonly CalibrationDesign Design = new([0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 1.9], [0.3, 1.2, 2.5]) { Simulations = 150 };

    [Fact]
    public void The_exact_posterior_passes_and_covers()
    {
        var result = Linear(new Exact()).Calibrate(Design with { Simulations = 400 });
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
        Assert.Equal(["y at x = 0.3", "y at x = 1.2", "y at x = 2.5", "residual of the data"], result.Quantities.Select(q => q.Quantity));
        Assert.All(result.Quantities, q => Assert.InRange(q.Coverage(0.9), 0.83, 0.96));
    }

    [Fact]
    public void The_amortised_posterior_of_a_linear_model_passes()
    {
        var model = LinearTruth.Model(LinearTruth.Correlated);
        var result = AmortisedProcess.Untrained(Engine, model, LinearTruth.Frame(model), 1).Calibrate(Design);
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
    }

    /// <summary>Paths of fixed length, and the linear model whose weights are strongly correlated.</summary>
    [Fact]
    public void Hamiltonian_chains_of_fixed_paths_pass()
    {
        var method = new Hmc { Chains = 2, Run = new HamiltonianOptions { WarmUp = 150, Draws = 300, Metric = new Metric.Dense() }, Path = new PathLength.Steps(8) };
        var result = Linear(method).Calibrate(Design with { Simulations = 100, Draws = 49 });
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
    }

    /// <summary>Chains of two seeds share no draw, so ranks of simulations are independent; what has no seed stays itself.</summary>
    [Fact]
    public void Simulations_condition_with_seeds_of_their_own()
    {
        var process = Linear(new Nuts { Chains = 1, Run = new HamiltonianOptions { WarmUp = 20, Draws = 10 } });
        var task = LinearTruth.Task(8);
        double[] Draws(ulong seed) => [.. process.WithSeed(seed).Condition(task).Functions([0.3], 10).Cast<double>()];
        Assert.Equal(Draws(1), Draws(1));
        Assert.Empty(Draws(1).Intersect(Draws(2)));
        var model = LinearTruth.Model(LinearTruth.Correlated);
        var amortised = AmortisedProcess.Untrained(Engine, model, LinearTruth.Frame(model), 1);
        Assert.Same(amortised, amortised.WithSeed(7));
    }

    [Fact]
    public void Independent_weights_fail_and_the_verdict_says_how()
    {
        var verdict = Linear(new MeanField { Ascent = Ascent }).Calibrate(Design).Verdict;
        Assert.Equal(Severity.Bad, verdict.Severity);
        Assert.Contains("too narrow", verdict.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Noise that is inferred is simulated from its prior too.</summary>
    [Fact]
    public void Chains_over_weights_and_noise_pass()
    {
        var model = Bnn.Regression(1, 1)
            .Output(Prior.PerWeight().ScaledByFanIn())
            .Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned(below: StdDev.Of(1)))
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
            .Build();
        var method = new Nuts { Chains = 2, Run = new HamiltonianOptions { WarmUp = 150, Draws = 300, StepSize = new StepSize.Adapted(0.9) } };
        var result = Under(model, method).Calibrate(Design with { Simulations = 60, Draws = 49 });
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
    }

    [Fact]
    public void A_classifier_is_calibrated_on_labels()
    {
        var model = Bnn.Classification(1, 1)
            .Output(Prior.PerWeight().ScaledByFanIn())
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
            .Build();
        var method = new Nuts { Chains = 2, Run = new HamiltonianOptions { WarmUp = 150, Draws = 300 } };
        var result = Under(model, method).Calibrate(Design with { Simulations = 60, Draws = 49 });
        Assert.True(result.Verdict.IsFine, result.Verdict.ToString());
    }

    [Fact]
    public void Designs_that_do_not_fit_are_refused()
    {
        var process = Linear(new Exact());
        Assert.Contains("queries", Assert.Throws<OptionException>(() => process.Calibrate(Design with { Queries = [] })).Message, StringComparison.Ordinal);
        Assert.Contains("draws", Assert.Throws<OptionException>(() => process.Calibrate(Design with { Draws = 0 })).Message, StringComparison.Ordinal);
        Assert.Throws<OptionException>(() => process.Calibrate(Design with { Simulations = 5 }));
    }

    private static Process Linear(TaskMethod method) => Under(LinearTruth.Model(LinearTruth.Independent), method);

    private static Process Under(BnnModel model, TaskMethod method) => new TaskInference(Engine, method)
        .Under(model, DataFrame.Of(model, new TaskSet(["x"], ["y"], [new DataTask("one", [1.0], [0.0], 1, 1)])));
}
