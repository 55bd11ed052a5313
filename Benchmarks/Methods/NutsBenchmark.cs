using System.CommandLine;
using System.Diagnostics;
using MathNet.Numerics.Statistics;
using ProbBnn.Engines.Managed;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>The no-U-turn sampler on the reference set: what it finds, and what a gradient and an effective draw cost.</summary>
internal static class NutsBenchmark
{
    public static Command Verb()
    {
        var sigma = new Option<double>("--sigma") { Description = "Noise standard deviation.", DefaultValueFactory = _ => 0.1 };
        var chains = new Option<int>("--chains") { Description = "Chains.", DefaultValueFactory = _ => 8 };
        var group = new Option<int>("--group")
        {
            Description = "Chains evaluated together.",
            DefaultValueFactory = _ => new HamiltonianOptions().GroupSize,
        };
        var warmUp = new Option<int>("--warmup") { Description = "Iterations of warm-up.", DefaultValueFactory = _ => 500 };
        var draws = new Option<int>("--draws") { Description = "Draws of each chain.", DefaultValueFactory = _ => 500 };
        var acceptance = new Option<double>("--acceptance")
        {
            Description = "Acceptance that the step size is adapted to.",
            DefaultValueFactory = _ => 0.8,
        };
        var seed = new Option<ulong>("--seed") { Description = "The seed.", DefaultValueFactory = _ => 1 };
        var against = new Option<string?>("--against") { Description = "A file with what this verb printed, to compare with." };
        var verb = new Command("nuts", "The no-U-turn sampler on the reference set: moments, gradients, effective draws a second.")
        {
            sigma, chains, group, warmUp, draws, acceptance, seed, against,
        };
        verb.SetAction(parse =>
        {
            using var engine = ManagedEngine.Double();
            var method = new Nuts
            {
                Seed = parse.GetValue(seed),
                Chains = parse.GetValue(chains),
                Run = new HamiltonianOptions
                {
                    WarmUp = parse.GetValue(warmUp),
                    Draws = parse.GetValue(draws),
                    GroupSize = parse.GetValue(group),
                    StepSize = new StepSize.Adapted(parse.GetValue(acceptance)),
                },
            };
            var process = new TaskInference(engine, method)
                .Under(FidelityBenchmark.Model(parse.GetValue(sigma), integrate: false), ReferenceSet.Frame);
            long begun = Stopwatch.GetTimestamp();
            var posterior = (IMarkovChainPosterior)process.Condition(ReferenceSet.Task);
            var figure = Figure(parse.GetValue(sigma), method, posterior, Stopwatch.GetElapsedTime(begun).TotalSeconds);
            Console.WriteLine(BenchmarkJson.Write(parse.GetValue(against) is { } path
                ? figure with { Difference = NutsDifference.Of(figure, BenchmarkJson.Read<NutsFigure>(File.ReadAllText(path))) }
                : figure));
        });
        return verb;
    }

    private static NutsFigure Figure(double sigma, Nuts method, IMarkovChainPosterior posterior, double seconds)
    {
        var functions = posterior.FunctionDraws(ReferenceSet.Task.Inputs).Select(ChainSummary.Of).ToArray();
        var density = ChainSummary.Of(posterior.Chains.LogDensity());
        long gradients = posterior.Chains.Chains.Sum(c => c.WarmUpGradients + c.SamplingGradients);
        double sampling = seconds * posterior.Chains.Chains.Sum(c => c.SamplingGradients) / gradients;
        int groups = (method.Chains + method.Run.GroupSize - 1) / method.Run.GroupSize;
        int cores = Math.Min(groups, Environment.ProcessorCount);
        double ess = functions.Select(f => f.EssBulk).Median();
        return new NutsFigure(
            sigma, method.Chains, method.Run.WarmUp, method.Run.Draws, cores, seconds, gradients, 1e6 * cores * seconds / gradients, ess,
            ess / seconds, ess / sampling, functions.Append(density).Max(f => f.Rhat),
            posterior.Chains.Chains.Sum(c => c.Draws.Count(d => d.Divergent)), functions[0].Mean, functions[0].McseMean,
            functions[0].StandardDeviation, [.. functions.Select(f => f.Mean)], [.. functions.Select(f => f.McseMean)],
            [.. functions.Select(f => f.StandardDeviation)], [.. functions.Select(f => f.McseStandardDeviation)]);
    }
}
