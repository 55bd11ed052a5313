using System.CommandLine;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>What the libtorch engine makes of a training step: instructions by kind, memory, and whether runs are captured.</summary>
internal static class ExplainBenchmark
{
    private const int Steps = 6;

    /// <summary>The verb <c>explain</c>.</summary>
    public static Command Verb()
    {
        var config = StepBenchmark.ConfigOption();
        var engine = BenchmarkEngine.Option();
        var precision = StepBenchmark.PrecisionOption();
        var threads = StepBenchmark.ThreadsOption();
        var verb = new Command("explain", "Instructions and memory of a training step on libtorch.") { config, engine, precision, threads };
        verb.SetAction(parsed =>
        {
            using var measured = BenchmarkEngine.Open(
                parsed.GetRequiredValue(engine), parsed.GetRequiredValue(precision), parsed.GetRequiredValue(threads));
            var configuration = StepBenchmark.Named(parsed.GetRequiredValue(config));
            using (var trainer = Trainer.Init(
                measured, configuration.Model(), configuration.Objective, configuration.Data(Steps), configuration.Options(Steps)))
            {
                while (!trainer.IsFinished)
                {
                    trainer.Step();
                }
            }
            Console.WriteLine(measured.Explained ?? $"{measured.Name} has nothing to say");
        });
        return verb;
    }
}
