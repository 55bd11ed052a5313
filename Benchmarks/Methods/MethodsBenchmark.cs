using System.CommandLine;
using System.Diagnostics;
using ProbBnn.Engines.Managed;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>
/// The published comparison of posterior quality: every method on the reference set, gaps to the log marginal likelihood in nats. A line a
/// fit goes to a file, and fits that are in it are not made again.
/// </summary>
internal static class MethodsBenchmark
{
    private const string Warm = "-warm";
    private const int EvaluationDraws = 10_000, TailDraws = 4_000;

    public static Command Verb()
    {
        var sigmas = new Option<double[]>("--sigma") { Description = "Noise standard deviations.", DefaultValueFactory = _ => [0.1], AllowMultipleArgumentsPerToken = true };
        var methods = new Option<string[]>("--methods")
        {
            Description = "per-task, meta (trained on 50,000 tasks from the prior), inducing, mean-field, unitwise, layerwise, full; the last two also "
                + "with -warm, started at the next poorer family's optimum.",
            DefaultValueFactory = _ => ["per-task", "inducing", "mean-field", "unitwise", "layerwise", "full"],
            AllowMultipleArgumentsPerToken = true,
        };
        var seeds = new Option<int>("--seeds") { Description = "Number of seeds.", DefaultValueFactory = _ => 3 };
        var steps = new Option<int>("--steps") { Description = "Steps of a fit.", DefaultValueFactory = _ => 15_000 };
        var samples = new Option<int>("--samples") { Description = "Weight samples of a step.", DefaultValueFactory = _ => 8 };
        var rates = new Option<double[]>("--rates") { Description = "First and last learning rate.", DefaultValueFactory = _ => [5e-3, 5e-5], AllowMultipleArgumentsPerToken = true };
        var start = new Option<double>("--start") { Description = "Standard deviation at the start of Gaussian families.", DefaultValueFactory = _ => 0.316 };
        var points = new Option<int>("--points") { Description = "Inducing points.", DefaultValueFactory = _ => 5 };
        var file = new Option<string?>("--out") { Description = "File of finished fits, a JSON line each; those in it are not made again." };
        var verb = new Command("methods", "Every way to find the posterior of the reference set: gap to the log marginal likelihood, in nats.")
        {
            sigmas, methods, seeds, steps, samples, rates, start, points, file,
        };
        verb.SetAction(parse =>
        {
            var engine = ManagedEngine.Double();
            var ascent = new AscentOptions
            {
                Steps = parse.GetValue(steps),
                LearningRate = new LearningRate.Linear(parse.GetValue(rates)![0], parse.GetValue(rates)![^1]),
            };
            var log = RunLog<MethodRun>.Open(parse.GetValue(file));
            foreach (double sigma in parse.GetValue(sigmas)!)
            {
                foreach (string name in parse.GetValue(methods)!)
                {
                    for (ulong seed = 1; seed <= (ulong)parse.GetValue(seeds); seed++)
                    {
                        var fit = new MethodSettings
                        {
                            Ascent = ascent,
                            Samples = parse.GetValue(samples),
                            StartStdDev = parse.GetValue(start),
                            InducingPoints = parse.GetValue(points),
                            Seed = seed,
                        };
                        log.Ensure(
                            run => (run.Method, run.Sigma, run.Seed, run.Effort) == (name, sigma, fit.Seed, Effort(name, fit)),
                            () => Run(engine, name, sigma, fit));
                    }
                }
            }
            Console.WriteLine(BenchmarkJson.Write(log.Runs));
        });
        return verb;
    }

    private static TaskInference Strategy(IEngine engine, string name, MethodSettings fit) => name switch
    {
        "layerwise" + Warm => new(engine, fit.GoingOn.Method("layerwise")) { StartingFrom = Strategy(engine, "unitwise", fit) },
        "full" + Warm => new(engine, fit.GoingOn.Method("full")) { StartingFrom = Strategy(engine, "layerwise" + Warm, fit) },
        _ => new(engine, fit.Method(name)),
    };

    private static string Effort(string name, MethodSettings fit) => name switch
    {
        MetaTraining.Name => MetaTraining.Effort(fit.Ascent, fit.Samples),
        _ => MethodSettings.Effort(fit.Method(name.Replace(Warm, "", StringComparison.Ordinal))),
    };

    private static MethodRun Run(IEngine engine, string name, double sigma, MethodSettings fit)
    {
        var model = FidelityBenchmark.Model(sigma, integrate: false);
        long begun = Stopwatch.GetTimestamp();
        Inference.Process process = name == MetaTraining.Name
            ? MetaTraining.Run(engine, model, sigma, fit.Ascent, fit.Samples, fit.Seed)
            : Strategy(engine, name, fit).Under(model, ReferenceSet.Frame);
        var posterior = process.Condition(ReferenceSet.Task);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var bound = ((IEvidenceBound)posterior).EvidenceLowerBound(EvaluationDraws, fit.Seed);
        double kHat = ParetoSmoothedWeights.Of(((IImportanceWeights)posterior).LogImportanceWeights(TailDraws, fit.Seed)).Khat;
        double? gap = ReferenceSet.LogMarginalLikelihoods.TryGetValue(sigma, out double evidence) ? evidence - bound.Mean : null;
        return new MethodRun(
            name, sigma, fit.Seed, Effort(name, fit), bound.Mean, bound.StandardError, gap, kHat, seconds);
    }
}
