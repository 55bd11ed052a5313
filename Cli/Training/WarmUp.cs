// With t seconds a step, v seconds a validation and a validation after every k steps, N steps take N (t + v / k) seconds.
using System.Diagnostics;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How long training takes, measured on trainers that are thrown away.</summary>
/// <param name="Seconds">Time that the warm-up took.</param>
/// <param name="SecondsPerStep">Time of a training step.</param>
/// <param name="SecondsPerValidation">Time of a validation.</param>
internal sealed record WarmUp(double Seconds, double SecondsPerStep, double SecondsPerValidation)
{
    private const double LargestValidationShare = 0.1;
    private const int MostTimedValidations = 3, ValidationsAtTheEnd = 4;

    /// <summary>
    /// Trains for a while and times the settled steps; then validations are timed.
    /// </summary>
    /// <param name="trainer">Makes a trainer with given steps between validations.</param>
    /// <param name="budget">How long steps are taken.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static WarmUp Measure(Func<int, Trainer> trainer, TimeSpan budget, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        double step = SecondsPerStepOf(trainer(int.MaxValue), budget, cancellation);
        double validation = SecondsPerValidationOf(trainer(1), step, cancellation);
        return new WarmUp(Stopwatch.GetElapsedTime(start).TotalSeconds, step, validation);
    }

    /// <summary>
    /// The number of steps and the steps between validations that fill a time. The time of the last validation is kept back, and of three
    /// more for the report, which predicts about as much.
    /// </summary>
    /// <param name="total">The time.</param>
    /// <param name="every">Steps between validations, or null to choose them: validation takes a tenth of the time at most.</param>
    public (int Steps, int ValidateEvery) Plan(double total, int? every)
    {
        double seconds = Math.Max(0, total - (ValidationsAtTheEnd * SecondsPerValidation));
        int N(double perStep) => (int)Math.Clamp(seconds / Math.Max(perStep, 1e-9), 1, int.MaxValue / 2);
        int chosen = every ?? Math.Max(
            (int)Math.Ceiling(SecondsPerValidation / (LargestValidationShare * Math.Max(SecondsPerStep, 1e-9))),
            TrainingPlan.ValidateEvery(N(SecondsPerStep)));
        int steps = N(SecondsPerStep + SecondsPerValidation / chosen);
        return (steps, Math.Min(chosen, steps));
    }

    private static double SecondsPerStepOf(Trainer trainer, TimeSpan budget, CancellationToken cancellation)
    {
        using (trainer)
        {
            return StepTime.Measure(
                () =>
                {
                    trainer.Step();
                    return (trainer.StepsDone, true);
                },
                budget, cancellation);
        }
    }

    private static double SecondsPerValidationOf(Trainer trainer, double secondsPerStep, CancellationToken cancellation)
    {
        using (trainer)
        {
            trainer.Step();
            double least = double.PositiveInfinity;
            for (int i = 0; i < MostTimedValidations; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                long start = Stopwatch.GetTimestamp();
                trainer.Step();
                least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds - secondsPerStep);
            }
            return Math.Max(least, 0);
        }
    }
}
