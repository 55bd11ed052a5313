using System.CommandLine;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>How far the trained posterior is from the truth: the gap between evidence lower bound and log marginal likelihood, in nats.</summary>
internal static class FidelityBenchmark
{
    public static Command Verb()
    {
        var sigma = new Option<double>("--sigma") { Description = "Noise standard deviation, one of the reference set's.", DefaultValueFactory = _ => 0.1 };
        var seeds = new Option<int>("--seeds") { Description = "Number of seeds.", DefaultValueFactory = _ => 3 };
        var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 20_000 };
        var samples = new Option<int>("--samples") { Description = "Weight samples of a training step.", DefaultValueFactory = _ => 8 };
        var evaluation = new Option<int>("--evaluation-samples") { Description = "Weight samples of the final bound.", DefaultValueFactory = _ => 10_000 };
        var integrate = new Option<bool>("--integrate-last-layer") { Description = "Integrate the last layer out." };
        var verb = new Command("fidelity", "A BNNP fitted to the reference set alone: gap to the log marginal likelihood, in nats.")
        {
            sigma, seeds, steps, samples, evaluation, integrate,
        };
        verb.SetAction(parse =>
        {
            var engine = ManagedEngine.Double();
            double noise = parse.GetValue(sigma);
            double evidence = ReferenceSet.LogMarginalLikelihoods[noise];
            var model = Model(noise, parse.GetValue(integrate));
            var runs = new List<FidelityRun>();
            var gaps = new List<double>();
            for (ulong seed = 1; seed <= (ulong)parse.GetValue(seeds); seed++)
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                var process = Fit(engine, model, parse.GetValue(steps), parse.GetValue(samples), seed);
                double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
                var bound = EvidenceLowerBound.Estimate(engine, process, ReferenceSet.Task, parse.GetValue(evaluation), seed);
                gaps.Add(evidence - bound.Mean);
                Console.Error.WriteLine($"seed {seed}: ELBO {bound.Mean:F4} +- {bound.StandardError:F4}, gap {gaps[^1]:F4} nats, {seconds:F0} s");
                runs.Add(new FidelityRun(seed, bound.Mean, bound.StandardError, gaps[^1], seconds));
            }
            Console.WriteLine(BenchmarkJson.Write(new FidelityFigure(noise, evidence, gaps.Average(), [.. runs])));
        });
        return verb;
    }

    internal static BnnModel Model(double sigma, bool integrate) => Bnn.Regression(1, 1)
        .Hidden(20, Activation.Relu, Prior.PerWeight().ScaledByFanIn())
        .Hidden(20, Activation.Relu, Prior.PerWeight().ScaledByFanIn())
        .Output(Prior.PerWeight().ScaledByFanIn())
        .Observe(Likelihood.Gaussian(StdDev.Of(sigma)))
        .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
        .PseudoLikelihood(integrate ? Amortised.LikeNetwork().IntegratingLastLayer() : Amortised.LikeNetwork())
        .Build();

    private static AmortisedProcess Fit(IEngine engine, BnnModel model, int steps, int samples, ulong seed) =>
        new AmortisedInference(engine, new Objective.Avi(samples)).Fit(model, new TaskSet(["x"], ["y"], [ReferenceSet.Task]), new FitOptions
        {
            Steps = steps,
            BatchTasks = 1,
            LearningRate = new LearningRate.Linear(5e-3, 5e-5),
            ClipNorm = null,
            Validation = ValidationOptions.None,
            Seed = seed,
        });
}
