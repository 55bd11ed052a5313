using System.Diagnostics;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Inference;

/// <summary>
/// The Bayesian neural network process: inference networks learn, over many tasks, to turn a context into a posterior in one pass, and
/// the prior is
/// learned with them (Rochussen and Fortuin, ICLR 2026).
/// </summary>
/// <param name="engine">The engine that trains and predicts.</param>
/// <param name="objective">What training maximises.</param>
public sealed class AmortisedInference(IEngine engine, Objective objective) : IInferenceStrategy
{
    /// <inheritdoc/>
    Process IInferenceStrategy.Fit(
        BnnModel model, TaskSet tasks, FitOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Fit(model, tasks, options, progress, cancellation);

    /// <summary>Trains on many tasks. Cancelling returns the work done so far; training is resumed by way of <see
    /// cref="Trainer"/>.</summary>
    /// <param name="model">The description, with a pseudo-likelihood.</param>
    /// <param name="tasks">Training tasks, in their own units.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told after every step; null for nobody.</param>
    /// <param name="cancellation">Ends training early.</param>
    /// <exception cref="Foundation.ProbBnnException">Model, data or options are wrong, or a quantity is not finite.</exception>
    public AmortisedProcess Fit(
        BnnModel model, TaskSet tasks, FitOptions options, IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellation = default)
    {
        using var trainer = Trainer.Init(engine, model, objective, tasks, options);
        return Run(trainer, progress, cancellation);
    }

    /// <summary>Runs a trainer, new or restored, to its end or until cancelled.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="progress">Told after every step; null for nobody.</param>
    /// <param name="cancellation">Ends training early.</param>
    /// <exception cref="Foundation.NumericalException">A quantity is not finite.</exception>
    public AmortisedProcess Run(Trainer trainer, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        int first = trainer.StepsDone, steps = trainer.Options.Steps;
        long start = Stopwatch.GetTimestamp();
        while (!trainer.IsFinished && !cancellation.IsCancellationRequested)
        {
            var result = trainer.Step();
            double rate = (trainer.StepsDone - first) / Stopwatch.GetElapsedTime(start).TotalSeconds;
            progress?.Report(new TrainingProgress(
                trainer.StepsDone, steps, result.Objective, result.Divergence, result.GradientNorm, result.LearningRate, rate,
                TimeSpan.FromSeconds((steps - trainer.StepsDone) / rate), result.Validation));
        }
        return AmortisedProcess.Of(engine, trainer.Snapshot());
    }
}
