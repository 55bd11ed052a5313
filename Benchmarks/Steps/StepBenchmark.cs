using System.CommandLine;
using System.Diagnostics;
using ProbBnn.Dsl;
using ProbBnn.Engines.Managed;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Benchmarks;

/// <summary>Time and memory of whole training steps: batch, noise, networks, posteriors, gradients, optimiser.</summary>
internal static class StepBenchmark
{
    private const int FewestTimed = 5, LeastWarmUp = 5, MostSteps = 20_000, TasksOfData = 2000;
    private const double Mb = 1024 * 1024;

    /// <summary>The verb <c>step</c>.</summary>
    public static Command Verb()
    {
        var config = ConfigOption();
        var engine = BenchmarkEngine.Option();
        var precision = PrecisionOption();
        var threads = ThreadsOption();
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to time; at least 5 steps are.",
            DefaultValueFactory = _ => 5,
        };
        var json = new Option<bool>("--json") { Description = "One line of JSON instead of an indented document." };
        var verb = new Command("step", "Median seconds of a training step, and its memory.")
        {
            config, engine, precision, threads, seconds, json,
        };
        verb.SetAction(parsed =>
        {
            using var measured = BenchmarkEngine.Open(
                parsed.GetRequiredValue(engine), parsed.GetRequiredValue(precision), parsed.GetRequiredValue(threads));
            var figure = Run(
                Named(parsed.GetRequiredValue(config)), measured, parsed.GetRequiredValue(threads), parsed.GetRequiredValue(seconds));
            Console.WriteLine(parsed.GetValue(json) ? BenchmarkJson.Line(figure) : BenchmarkJson.Write(figure));
        });
        return verb;
    }

    /// <summary>The option that names a configuration.</summary>
    public static Option<string> ConfigOption()
    {
        var option = new Option<string>("--config") { Description = "elbo, small, heaviside, wide, vast or large.", Required = true };
        option.AcceptOnlyFromAmong([.. StepConfiguration.Known.Select(c => c.Name)]);
        return option;
    }

    /// <summary>The option that chooses the number format.</summary>
    public static Option<ElementType> PrecisionOption() => new("--precision")
    {
        Description = "double or single.",
        DefaultValueFactory = _ => ElementType.Float64,
        CustomParser = result => result.Tokens[0].Value switch
        {
            "double" => ElementType.Float64,
            "single" => ElementType.Float32,
            var other => Refused(result, other),
        },
    };

    /// <summary>The option for the number of threads.</summary>
    public static Option<int> ThreadsOption() => new("--threads")
    {
        Description = "Threads.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <summary>A configuration by name.</summary>
    public static StepConfiguration Named(string name) => StepConfiguration.Known.Single(c => c.Name == name);

    /// <summary>
    /// Trains for a while and times the steps, as many epochs as it takes; then takes a snapshot, as the end of training does. Memory is
    /// counted from before the program of a step is compiled, and after a small network has been trained, to the snapshot.
    /// </summary>
    /// <param name="configuration">What to train.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="threads">Its threads.</param>
    /// <param name="seconds">How long to time.</param>
    /// <param name="profile">Where the engine notes the time of every operation, cleared before the timed steps, or null.</param>
    public static StepFigure Run(
        StepConfiguration configuration, BenchmarkEngine engine, int threads, double seconds, RunProfile? profile = null)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var data = configuration.Data(TasksOfData / configuration.Tasks);
        var fit = configuration.Options(MostSteps);
        WarmRuntime(engine);
        long before = Resident(process);
        var cost = TrainingCost.Of(
            engine, configuration.Model(), configuration.Objective, fit, configuration.Beyond - 1, data.Tasks.Sum(t => (long)t.Points));
        var trainer = Trainer.Init(engine, configuration.Model(), configuration.Objective, data, fit);
        var times = new List<double>();
        double first = double.NaN, last = double.NaN;
        long allocated = 0, begin = Stopwatch.GetTimestamp(), timing = 0;
        for (int step = 0; !trainer.IsFinished; step++)
        {
            bool warm = step >= LeastWarmUp && Stopwatch.GetElapsedTime(begin).TotalSeconds > Math.Min(2, seconds / 2);
            if (warm && timing == 0)
            {
                timing = Stopwatch.GetTimestamp();
                profile?.Clear();
            }
            long memory = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            last = trainer.Step().Objective;
            if (warm)
            {
                allocated += GC.GetAllocatedBytesForCurrentThread() - memory;
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (times.Count >= FewestTimed && Stopwatch.GetElapsedTime(timing).TotalSeconds >= seconds)
                {
                    break;
                }
            }
            first = step == 0 ? last : first;
        }
        var end = trainer.Snapshot();
        process.Refresh();
        long peak = process.PeakWorkingSet64;
        GC.KeepAlive(end);
        trainer.Dispose();
        double median = Numbers.Median([.. times]);
        long multiplyAdds = StepFloor.MultiplyAdds(configuration, data, trainer.StepsDone - times.Count, times.Count);
        return new StepFigure(
            configuration.Name, engine.Name, engine.Captured, engine.ElementType == ElementType.Float64 ? "double" : "single", threads, median, times.Min(), times.Count,
            cost.PlannedBytes / Mb, (peak - before) / Mb, multiplyAdds, 2e-9 * multiplyAdds / median,
            allocated / times.Count, first, last);
    }

    /// <summary>Trains a small network on the engine, so that code and the threads' stacks are not counted as memory of what is timed.</summary>
    private static void WarmRuntime(BenchmarkEngine engine)
    {
        var tiny = new StepConfiguration("tiny", [4, 4], Activation.Relu, Prior.PerUnit().Learned(), 2, 5, 9);
        using var trainer = Trainer.Init(engine, tiny.Model(), tiny.Objective, tiny.Data(4), tiny.Options(MostSteps));
        for (int step = 0; step < 50; step++)
        {
            trainer.Step();
        }
        trainer.Snapshot();
    }

    private static long Resident(System.Diagnostics.Process process)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        process.Refresh();
        return process.WorkingSet64;
    }

    private static ElementType Refused(System.CommandLine.Parsing.ArgumentResult result, string other)
    {
        result.AddError($"--precision is double or single, not {other}");
        return default;
    }
}
