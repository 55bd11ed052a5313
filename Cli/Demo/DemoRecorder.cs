using System.Globalization;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Keeps the course of a training run and passes on how far it is.</summary>
/// <param name="stage">The part of the demo that it is.</param>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class DemoRecorder(DemoStage stage, IProgress<DemoProgress>? progress) : IProgress<TrainingProgress>
{
    private readonly List<double> steps = [], objectives = [];
    private readonly List<ValidationPoint> validations = [];

    public void Report(TrainingProgress value)
    {
        steps.Add(value.Step);
        objectives.Add(value.Objective);
        if (value.Validation is { } validation)
        {
            validations.Add(validation);
        }
        string score = validations.Count == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", validation {validations[^1].Criterion:0.00} nats a point");
        progress?.Report(new DemoProgress(stage, value.Step, value.Steps, string.Create(
            CultureInfo.InvariantCulture, $"{value.StepsPerSecond:0} steps/s, {value.Remaining.TotalSeconds:0} s left{score}")));
    }

    /// <summary>The course of the run.</summary>
    /// <param name="name">What was trained.</param>
    /// <param name="tone">Its ink.</param>
    /// <param name="logDensityPerPoint">What turns log densities of standardised outputs into those of the data's units.</param>
    public TrainingCurve Curve(string name, Tone tone, double logDensityPerPoint) => new(
        name, tone, steps.ToValueList(), objectives.ToValueList(), validations.Select(v => (double)v.Step).ToValueList(),
        validations.Select(v => v.Criterion + logDensityPerPoint).ToValueList(), validations.MaxBy(v => v.Criterion)?.Step);
}
