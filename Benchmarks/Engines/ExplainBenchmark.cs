using System.CommandLine;
using ProbBnn.Inference;

namespace ProbBnn.Benchmarks;

/// <summary>What the libtorch engine makes of a training step: instructions by kind, memory, and whether runs are captured.</summary>
internal static class ExplainBenchmark
{
    /// <summary>The verb <c>explain</c>.</summary>
    public static Command Verb()
    {
        var config = StepBenchmark.ConfigOption();
        var engine = BenchmarkEngine.Option();
        var precision = StepBenchmark.PrecisionOption();
        var threads = StepBenchmark.ThreadsOption();
        var runs = new Option<int>("--runs")
        {
            Description = "Steps to do before asking, so that it is known whether they are captured; 0 compiles alone.",
            DefaultValueFactory = _ => 6,
        };
        var verb = new Command("explain", "Instructions and memory of a training step on libtorch.")
        {
            config, engine, precision, threads, runs,
        };
        verb.SetAction(parsed =>
        {
            using var measured = BenchmarkEngine.Open(
                parsed.GetRequiredValue(engine), parsed.GetRequiredValue(precision), parsed.GetRequiredValue(threads));
            var configuration = StepBenchmark.Named(parsed.GetRequiredValue(config));
            int steps = parsed.GetRequiredValue(runs);
            if (steps == 0)
            {
                TrainingCost.Of(
                    measured, configuration.Model(), configuration.Objective, configuration.Options(1), configuration.Beyond - 1);
            }
            else
            {
                using var trainer = Trainer.Init(
                    measured, configuration.Model(), configuration.Objective, configuration.Data(steps), configuration.Options(steps));
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
