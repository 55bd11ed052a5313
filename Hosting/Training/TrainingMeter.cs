using System.Diagnostics.Metrics;
using ProbBnn.Inference;

namespace ProbBnn.Hosting;

/// <summary>The meters of training: counts and times for dashboards.</summary>
public sealed class TrainingMeter
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ProbBnn";

    private readonly Counter<long> steps;
    private readonly Histogram<double> duration;
    private readonly Gauge<double> objective;
    private readonly Gauge<double> validation;

    /// <summary>The meters of an application.</summary>
    /// <param name="factory">Makes meters.</param>
    public TrainingMeter(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        steps = meter.CreateCounter<long>("probbnn.training.steps", "{step}", "Training steps done.");
        duration = meter.CreateHistogram<double>("probbnn.training.step.duration", "s", "Time from one training step to the next.");
        objective = meter.CreateGauge<double>("probbnn.training.objective", "nat", "Objective of the last step, mean over its tasks.");
        validation = meter.CreateGauge<double>("probbnn.training.validation", "nat",
            "Log density per target point of the validation tasks, or their objective where there are no targets.");
    }

    /// <summary>Counts a step.</summary>
    /// <param name="progress">What training reported.</param>
    /// <param name="elapsed">The time since the step before, or null for the first.</param>
    public void Record(TrainingProgress progress, TimeSpan? elapsed)
    {
        steps.Add(1);
        objective.Record(progress.Objective);
        if (elapsed is { } time)
        {
            duration.Record(time.TotalSeconds);
        }
        if (progress.Validation is { } point)
        {
            validation.Record(point.Criterion);
        }
    }
}
