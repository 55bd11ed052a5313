using System.CommandLine;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>
/// Regression tables with published splits: one hidden layer of 50 units, noise learned with the weights, everything standardised by the
/// training rows, scores in the target's unit. Fits that are in the files are not made again.
/// </summary>
internal static class TabularBenchmark
{
    private const int PredictionSamples = 200;
    private const ulong Seed = 1;

    /// <summary>The verb <c>tabular</c>.</summary>
    public static Command Verb()
    {
        var data = new Option<string>("--data") { Description = "The folder of the sets, a folder each.", DefaultValueFactory = _ => "." };
        var sets = StudyOptions.Several(
            "--sets", "Names of sets.", ["bostonHousing", "concrete", "energy", "yacht", "wine-quality-red", "kin8nm", "power-plant"]);
        var splits = new Option<int[]>("--splits")
        {
            Description = "Numbers of splits.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0, 1, 2],
        };
        var methods = StudyOptions.Several("--methods", "Methods.", ["mean-field", "inducing", "per-task", "ensemble", "nuts"]);
        var options = new StudyOptions(steps: 3000, climb: 2000);
        var threads = StudyOptions.Number("--threads", "Threads.", 1);
        var files = StudyOptions.Several("--out", "Files of finished fits; new ones go to the first.", ["tabular.jsonl"]);
        var report = StudyOptions.Report();
        var verb = new Command("tabular", "Regression tables with published splits, by several methods: log density, error, seconds.")
        {
            data, sets, splits, methods, threads, files, report,
        };
        options.AddTo(verb);
        verb.SetAction(parse =>
        {
            var log = RunLog<TabularRun>.Open(parse.GetRequiredValue(files));
            if (parse.GetValue(report) is { } folder)
            {
                TabularReport.Write(log.Runs, folder);
                return;
            }
            using var engine = ManagedEngine.Double(new ManagedOptions { Threads = parse.GetValue(threads) });
            foreach (string set in parse.GetRequiredValue(sets))
            {
                var table = RegressionTable.Read(Path.Combine(parse.GetRequiredValue(data), set));
                foreach (string name in parse.GetRequiredValue(methods))
                {
                    var method = options.Read(parse).Method(name);
                    foreach (int split in parse.GetRequiredValue(splits))
                    {
                        var fit = new TabularFit(set, split, name, MethodSettings.Effort(method));
                        log.Ensure(run => run.Fit == fit, () => Run(engine, table, fit, method));
                    }
                }
            }
        });
        return verb;
    }

    /// <summary>One hidden layer of 50 relu units, weights N(0, 1/K), noise learned from a start of 0.3 standard deviations.</summary>
    /// <param name="inputs">Number of inputs.</param>
    internal static BnnModel Model(int inputs) => Bnn.Regression(inputs, 1)
        .Hidden(50, Activation.Relu, Prior.PerWeight().ScaledByFanIn().Fixed())
        .Output(Prior.PerWeight().ScaledByFanIn().Fixed())
        .Observe(Likelihood.Gaussian(StdDev.Of(0.3)).Learned())
        .PseudoLikelihood(Amortised.LikeNetwork().IntegratingLastLayer())
        .Build();

    private static TabularRun Run(IEngine engine, RegressionTable table, TabularFit fit, TaskMethod method)
    {
        var (training, test) = (table.Training(fit.Split), table.Test(fit.Split));
        var model = Model(training.InputDimension);
        var process = new TaskInference(engine, method)
            .Under(model, DataFrame.Of(model, new TaskSet(table.InputNames, table.OutputNames, [training])));
        var stint = Stint.Begin();
        var posterior = process.Condition(training);
        var scores = Pooled(posterior, process, test);
        double seconds = stint.Seconds;
        var seen = Pooled(posterior, process, training.Select([.. Enumerable.Range(0, Math.Min(test.Points, training.Points))]));
        double noise = posterior.Predict(test.InputsOf(0), PredictionSamples, Seed).AleatoricVariance(0);
        return new TabularRun(
            fit, training.Points, scores.LogDensityPerPoint, scores.Rmse, seen.LogDensityPerPoint, Math.Sqrt(noise), seconds);
    }

    private static ScoreSummary Pooled(Posterior posterior, Process process, DataTask points) =>
        Evaluation.Of(posterior, process.Frame, points, PredictionSamples, Seed)[0].Own.Pooled();
}
