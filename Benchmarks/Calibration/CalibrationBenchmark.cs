using System.CommandLine;
using System.Diagnostics;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>
/// Simulation-based calibration and coverage of methods on two models: a linear one with polynomial features, whose posterior is a Gaussian
/// with strong correlations, and a small network. Mean-field must fail on the first.
/// </summary>
internal static class CalibrationBenchmark
{
    private const double Noise = 0.2;

    private static readonly AscentOptions Ascent = new() { Steps = 3000, LearningRate = new LearningRate.Linear(1e-2, 1e-4) };

    public static Command Verb()
    {
        var models = new Option<string[]>("--models")
        {
            Description = "linear, network.",
            DefaultValueFactory = _ => ["linear", "network"],
            AllowMultipleArgumentsPerToken = true,
        };
        var methods = new Option<string[]>("--methods")
        {
            Description = "exact (linear only), per-task, unitwise, full, mean-field, nuts.",
            DefaultValueFactory = _ => ["exact", "per-task", "full", "nuts", "mean-field"],
            AllowMultipleArgumentsPerToken = true,
        };
        var simulations = new Option<int>("--simulations") { Description = "Simulated data sets.", DefaultValueFactory = _ => 200 };
        var draws = new Option<int>("--draws") { Description = "Posterior draws of each.", DefaultValueFactory = _ => 99 };
        var file = new Option<string?>("--out") { Description = "File of finished runs, a JSON line each; those in it are not made again." };
        var verb = new Command("calibration", "Simulation-based calibration of methods on models whose posterior they can, or cannot, hold.")
        {
            models, methods, simulations, draws, file,
        };
        verb.SetAction(parse =>
        {
            using var engine = ManagedEngine.Double(new ManagedOptions { Threads = 1 });
            var log = RunLog<CalibrationRun>.Open(parse.GetValue(file));
            foreach (string model in parse.GetValue(models)!)
            {
                foreach (string method in parse.GetValue(methods)!.Where(m => m != "exact" || model == "linear"))
                {
                    var (count, ranked) = (parse.GetValue(simulations), parse.GetValue(draws));
                    log.Ensure(
                        run => (run.Model, run.Method, run.Simulations, run.Draws) == (model, method, count, ranked),
                        () => Run(new TaskInference(engine, Method(method)), model, method, count, ranked));
                }
            }
            Console.WriteLine(BenchmarkJson.Write(log.Runs));
        });
        return verb;
    }

    private static CalibrationRun Run(TaskInference strategy, string modelName, string method, int simulations, int draws)
    {
        var model = Model(modelName);
        var process = strategy.Under(model, DataFrame.Of(model, new TaskSet(["x"], ["y"], [new DataTask("unit", [0.0], [0.0], 1, 1)])));
        long begun = Stopwatch.GetTimestamp();
        var result = process.Calibrate(Design(modelName) with { Simulations = simulations, Draws = draws });
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var worst = result.Verdict.Findings.MinBy(f => f.Value)!;
        var values = result.Quantities.SkipLast(1).ToArray();
        return new CalibrationRun(
            modelName, method, simulations, draws, $"{result.Verdict.Severity}", worst.Value,
            worst.Severity == Severity.Fine ? "" : $"{worst.Quantity}: {worst.Advice}", values.Average(q => q.Coverage(0.5)), values.Average(q => q.Coverage(0.9)),
            StandardErrorOf90(values), seconds);
    }

    /// <summary>Quantities of one simulation share its data, so the share is taken simulation by simulation first.</summary>
    private static double StandardErrorOf90(RankStatistics[] values)
    {
        int simulations = values[0].Ranks.Count;
        double[] shares = [.. Enumerable.Range(0, simulations).Select(i =>
            values.Average(q => RankStatistics.IsCovered(q.Ranks[i], q.Draws, 0.9) ? 1.0 : 0.0))];
        double mean = shares.Average();
        return Math.Sqrt(shares.Sum(s => (s - mean) * (s - mean)) / (simulations - 1) / simulations);
    }

    private static BnnModel Model(string name)
    {
        var network = name switch
        {
            "linear" => Bnn.Regression(1, 1).Features(new InputFeatures.Polynomial(2)),
            "network" => Bnn.Regression(1, 1).Hidden(8, Activation.Tanh, Prior.PerWeight().ScaledByFanIn()),
            _ => throw new ArgumentException($"'{name}' is not a model of this study.", nameof(name)),
        };
        return network.Output(Prior.PerWeight().ScaledByFanIn())
            .Observe(Likelihood.Gaussian(StdDev.Of(Noise)))
            .Scale(new ScalingPolicy(InputScaling.None, OutputScaling.None))
            .PseudoLikelihood(Amortised.LikeNetwork())
            .Build();
    }

    /// <summary>Inputs of one sign make the weights of x, x^2 and 1 hard to tell apart.</summary>
    private static CalibrationDesign Design(string model) => model == "linear"
        ? new CalibrationDesign([.. Enumerable.Range(0, 8).Select(i => 0.5 + 0.2 * i)], [0.3, 1.2, 2.5])
        : new CalibrationDesign([.. Enumerable.Range(0, 8).Select(i => -2 + 4.0 * i / 7)], [-2.5, 0, 0.6]);

    private static TaskMethod Method(string name) => name switch
    {
        "exact" => new Exact(),
        "per-task" => new PerTask { Ascent = Ascent },
        "unitwise" => new Unitwise { Ascent = Ascent },
        "full" => new FullCovariance { Ascent = Ascent },
        "mean-field" => new MeanField { Ascent = Ascent },
        "nuts" => new Nuts { Chains = 4, Run = new HamiltonianOptions { WarmUp = 300, Draws = 500, StepSize = new StepSize.Adapted(0.9) } },
        _ => throw new ArgumentException($"'{name}' is not a method of this study.", nameof(name)),
    };
}
