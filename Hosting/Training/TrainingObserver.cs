using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ProbBnn.Inference;

namespace ProbBnn.Hosting;

/// <summary>
/// Hands what training reports to the application's log and meters: every step to the meters and, at level Trace, to the log; every
/// validation to the log at level Information. One observer watches one training.
/// </summary>
/// <param name="logger">The log.</param>
/// <param name="meter">The meters.</param>
public sealed partial class TrainingObserver(ILogger<TrainingObserver> logger, TrainingMeter meter) : IProgress<TrainingProgress>
{
    private long? last;

    /// <summary>Takes a report.</summary>
    /// <param name="value">What training reported.</param>
    public void Report(TrainingProgress value)
    {
        long now = Stopwatch.GetTimestamp();
        meter.Record(value, last is { } before ? Stopwatch.GetElapsedTime(before, now) : null);
        last = now;
        LogStep(value.Step, value.Steps, value.Objective, value.Divergence, value.GradientNorm, value.LearningRate);
        if (value.Validation is { } point)
        {
            LogValidation(value.Step, value.Steps, point.Objective, point.PredictiveLogDensity, value.StepsPerSecond, value.Remaining);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Trace,
        Message = "Step {Step} of {Steps}: objective {Objective}, KL {Divergence}, gradient norm {GradientNorm}, rate {LearningRate}")]
    private partial void LogStep(int step, int steps, double objective, double divergence, double gradientNorm, double learningRate);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information,
        Message = "Step {Step} of {Steps}: validation objective {Objective}, log density per point {LogDensity}; {StepsPerSecond} steps/s, "
            + "{Remaining} left")]
    private partial void LogValidation(
        int step, int steps, double objective, double? logDensity, double stepsPerSecond, TimeSpan remaining);
}
