using System.CommandLine;
using ProbBnn.Engines.Managed;

namespace ProbBnn.Benchmarks;

/// <summary>The time of a training step, operation by operation.</summary>
internal static class ProfileBenchmark
{
    /// <summary>The verb <c>profile</c>.</summary>
    public static Command Verb()
    {
        var config = StepBenchmark.ConfigOption();
        var precision = StepBenchmark.PrecisionOption();
        var threads = StepBenchmark.ThreadsOption();
        var seconds = new Option<double>("--seconds") { Description = "How long to time.", DefaultValueFactory = _ => 5 };
        var top = new Option<int>("--top") { Description = "How many operations to print.", DefaultValueFactory = _ => 30 };
        var verb = new Command("profile", "Where the time of a training step goes.") { config, precision, threads, seconds, top };
        verb.SetAction(parsed =>
        {
            var profile = new RunProfile();
            using var engine = BenchmarkEngine.Open(
                "managed", parsed.GetRequiredValue(precision), parsed.GetRequiredValue(threads), profile);
            var step = StepBenchmark.Run(
                StepBenchmark.Named(parsed.GetRequiredValue(config)), engine, parsed.GetRequiredValue(threads),
                parsed.GetRequiredValue(seconds), profile);
            var operations = profile.Steps
                .Select(s => new ProfiledOperation(s.Step, (double)s.Calls / step.Steps, s.Milliseconds / step.Steps))
                .ToList();
            Console.WriteLine(BenchmarkJson.Write(new ProfileFigure(
                step, operations.Sum(o => o.MillisecondsPerStep), [.. operations.Take(parsed.GetRequiredValue(top))])));
        });
        return verb;
    }
}
