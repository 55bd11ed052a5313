using ProbBnn.Cli;
using ProbBnn.Engines.Managed;
using ProbBnn.Inference;

namespace ProbBnn.PropertyTests.Demo;

/// <summary>The demo, small enough for seconds: too few steps to learn much, everything else as in the real one.</summary>
internal static class SmallDemo
{
    public static DemoSettings Settings { get; } = new()
    {
        TrainingTasks = 40,
        UnseenTasks = 6,
        Widths = [6],
        TrainingSamples = 2,
        Fit = new DemoSettings().Fit with
        {
            Steps = 30,
            BatchTasks = 2,
            Validation = new ValidationOptions { Every = 10, MaxTasks = 2, Samples = 2 },
        },
        Samples = 8,
        GaussianProcesses = new GaussianProcessOptions { MaxTasks = 8, MaxPointsPerTask = 20, Starts = 1, MaxIterations = 10 },
        PriorFunctions = 4,
        PosteriorFunctions = 2,
        ShownTasks = 2,
        GridPoints = 41,
    };

    public static DemoResult Run(
        DemoSettings settings, int threads = 1, IProgress<DemoProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var engine = ManagedEngine.Double(new ManagedOptions { Threads = threads });
        return new DemoRun(engine, settings, progress, cancellation).Run();
    }
}
