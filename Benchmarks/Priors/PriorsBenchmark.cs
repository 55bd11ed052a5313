using System.CommandLine;
using MathNet.Numerics.Statistics;
using ProbBnn.Data;
using ProbBnn.Engines.Managed;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>
/// Does a good prior make inference easy? Unseen tasks of a family, by every method under a prior that was learned from other tasks and
/// under a fixed one. Fits that are in the files are not made again.
/// </summary>
internal static class PriorsBenchmark
{
    private const string AmortisedName = "amortised";
    private const int PredictionSamples = 200, BoundSamples = 1000;
    private const ulong Seed = 1;

    /// <summary>The verb <c>priors</c>.</summary>
    public static Command Verb()
    {
        var families = StudyOptions.Several("--families", "Families.", [.. PriorFamily.All.Select(f => f.Name)]);
        var methods = StudyOptions.Several(
            "--methods", "Methods.",
            [
                AmortisedName, "per-task", "mean-field", "unitwise", "inducing", "hmc", "langevin", "nuts", "swag", "ensemble", "map",
                "layerwise", "full",
            ]);
        var priors = StudyOptions.Several("--priors", "learned, fixed.", [PriorFit.Learned, PriorFit.Fixed]);
        var tasks = StudyOptions.Number("--tasks", "Unseen tasks; a report is of the first so many too.", 16);
        var options = new StudyOptions(steps: 2000, climb: 2000);
        var training = StudyOptions.Number("--train-tasks", "Tasks that the prior is learned from.", 10_000);
        var steps = StudyOptions.Number("--train-steps", "Steps to learn a prior.", 20_000);
        var samples = StudyOptions.Number("--train-samples", "Weight samples of a step that learns a prior.", 16);
        var threads = StudyOptions.Number("--threads", "Threads.", 1);
        var files = StudyOptions.Several("--out", "Files of finished fits; new ones and learned priors go to the first.", ["priors.jsonl"]);
        var report = StudyOptions.Report();
        var verb = new Command("priors", "Unseen tasks under a learned and a fixed prior, by every method.")
        {
            families, methods, priors, tasks, training, steps, samples, threads, files, report,
        };
        options.AddTo(verb);
        verb.SetAction(parse =>
        {
            var log = RunLog<PriorRun>.Open(parse.GetRequiredValue(files));
            if (parse.GetValue(report) is { } folder)
            {
                PriorsReport.Write([.. log.Runs.Where(run => run.Fit.Task < parse.GetValue(tasks))], folder);
                return;
            }
            var managed = new ManagedOptions { Threads = parse.GetValue(threads) };
            using var trainer = ManagedEngine.Single(managed);
            using var engine = ManagedEngine.Double(managed);
            var learning = new PriorTraining(parse.GetValue(training), parse.GetValue(steps), parse.GetValue(samples), Seed);
            foreach (string name in parse.GetRequiredValue(families))
            {
                var family = PriorFamily.All.SingleOrDefault(f => f.Name == name)
                    ?? throw new ArgumentException($"'{name}' is not a family of this study.");
                string beside = Path.GetDirectoryName(Path.GetFullPath(parse.GetRequiredValue(files)[0]))!;
                var process = learning.ProcessOf(trainer, engine, family, Path.Combine(beside, $"{name}.pbnn"));
                Console.Error.WriteLine($"{name}: noise {process.NoiseStdDevs[0] * process.Frame.OutputScales[0]:F3}");
                var plan = new Plan(
                    family, PriorContest.Of(family, process), parse.GetValue(tasks), parse.GetRequiredValue(priors), options.Read(parse));
                foreach (string method in parse.GetRequiredValue(methods))
                {
                    Run(engine, plan, method, log);
                }
            }
        });
        return verb;
    }

    private static void Run(IEngine engine, Plan plan, string name, RunLog<PriorRun> log)
    {
        var method = name == AmortisedName ? null : plan.Settings.Method(name);
        string effort = method is null ? $"{plan.Contest.Process.Training.Steps} steps once" : MethodSettings.Effort(method);
        foreach (string prior in plan.Priors.Where(p => method is not null || p == PriorFit.Learned))
        {
            var model = prior == PriorFit.Learned ? plan.Contest.Learned : plan.Contest.Fixed;
            Process process = method is null ? plan.Contest.Process : new TaskInference(engine, method).Under(model, plan.Contest.Frame);
            foreach (var (task, (context, targets)) in plan.Family.Unseen(plan.Tasks, Seed).Index())
            {
                var fit = new PriorFit(plan.Family.Name, prior, name, effort, task, model.Hash[..12]);
                log.Ensure(run => run.Fit == fit, () => Run(fit, process, context, targets));
            }
        }
    }

    private static PriorRun Run(PriorFit fit, Process process, DataTask context, DataTask targets)
    {
        var stint = Stint.Begin();
        var posterior = process.Condition(context);
        var scores = Evaluation.Of(posterior, process.Frame, targets, PredictionSamples, Seed)[0].Own.Pooled();
        double seconds = stint.Seconds;
        double? bound = posterior is IEvidenceBound known ? known.EvidenceLowerBound(BoundSamples, Seed).Mean : null;
        double? reduction = posterior is IMarkovChainPosterior chains
            ? chains.FunctionDraws(targets.Inputs).Select(f => ChainSummary.Of(f).Rhat).Median()
            : null;
        return new PriorRun(
            fit, context.Points, scores.LogDensityPerPoint, scores.Mae, bound,
            reduction is { } r && double.IsFinite(r) ? r : null, seconds);
    }

    /// <summary>What is fitted.</summary>
    private sealed record Plan(
        PriorFamily Family, PriorContest Contest, int Tasks, IReadOnlyList<string> Priors, MethodSettings Settings);
}
