using System.CommandLine;
using ProbBnn.Dsl;

namespace ProbBnn.Benchmarks;

/// <summary>A training step against width, points, tasks and samples, each varied alone around two hidden layers of 64.</summary>
internal static class ScalingBenchmark
{
    private static readonly StepConfiguration Middle = new(
        "middle", [64, 64], Activation.Relu, Prior.PerUnit().Learned(), Samples: 8, Fewest: 64, Beyond: 65);

    /// <summary>The verb <c>scaling</c>.</summary>
    public static Command Verb()
    {
        var engine = BenchmarkEngine.Option();
        var precision = StepBenchmark.PrecisionOption();
        var threads = StepBenchmark.ThreadsOption();
        var seconds = new Option<double>("--seconds") { Description = "How long to time each.", DefaultValueFactory = _ => 2 };
        var verb = new Command("scaling", "A training step against width, points, tasks and samples.")
        {
            engine, precision, threads, seconds,
        };
        verb.SetAction(parsed => Console.WriteLine(BenchmarkJson.Write<IReadOnlyList<ScalingFigure>>(
            [.. Variations().Select(v =>
            {
                using var measured = BenchmarkEngine.Open(
                    parsed.GetRequiredValue(engine), parsed.GetRequiredValue(precision), parsed.GetRequiredValue(threads));
                var step = StepBenchmark.Run(v.Configuration, measured, parsed.GetRequiredValue(threads), parsed.GetRequiredValue(seconds));
                return new ScalingFigure(v.Size, v.Value, step.SecondsPerStep, step.PlannedMb, step.Gflops);
            })])));
        return verb;
    }

    private static IEnumerable<(string Size, int Value, StepConfiguration Configuration)> Variations()
    {
        int[] widths = [16, 32, 64, 128, 256], points = [16, 32, 64, 128, 256], tasks = [1, 2, 5, 10, 20], samples = [1, 2, 4, 8, 16];
        return
        [
            .. widths.Select(w => ("width", w, Middle with { Hidden = [w, w] })),
            .. points.Select(n => ("points", n, Middle with { Fewest = n, Beyond = n + 1 })),
            .. tasks.Select(b => ("tasks", b, Middle with { Tasks = b })),
            .. samples.Select(s => ("samples", s, Middle with { Samples = s })),
        ];
    }
}
