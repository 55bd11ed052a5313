using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Objectives;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>
/// The demo from settings to result: draws tasks, learns a prior from them, and compares it on unseen tasks with the same network under a
/// fixed prior and with Gaussian processes fitted to the same tasks.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="settings">What to do.</param>
/// <param name="progress">Told how far it is; null for nobody.</param>
/// <param name="cancellation">Ends it with an exception.</param>
public sealed class DemoRun(
    IEngine engine, DemoSettings settings, IProgress<DemoProgress>? progress = null, CancellationToken cancellation = default)
{
    private readonly RandomKey root = RandomKey.FromSeed(settings.Seed);
    private readonly List<TrainingCurve> curves = [];

    /// <summary>Runs the demo.</summary>
    /// <exception cref="ProbBnnException">A setting is wrong, or a quantity is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public DemoResult Run()
    {
        var training = settings.Family.Generate(settings.TrainingTasks, root.Fold("training"));
        var unseen = settings.Family.Generate(settings.UnseenTasks, root.Fold("unseen"));
        var learned = Train(DemoStage.Learned, "learned prior", Tone.Model, DemoModels.Learned(settings), training);
        var plain = Train(DemoStage.Fixed, "fixed prior", Tone.Contrast, DemoModels.Fixed(settings), training);
        var (rbf, matern) = GaussianProcesses(learned.Frame.Scaling.Forward(training));
        var contest = new DemoContest(unseen, settings, progress, cancellation);
        var scores = contest.Score(learned, plain, rbf, matern);
        var figures = new DemoFigures(engine, settings, unseen, learned, progress, cancellation);
        return new DemoResult(
            settings, scores.Select(s => s.Summary).ToValueList(), curves.ToValueList(), figures.PriorBefore(), figures.PriorAfter(),
            figures.Source(), figures.Predictions(), scores[0].Scores.Calibration()!,
            learned.NoiseStdDevs[0] * learned.Frame.Scaling.Outputs.Scale[0]);
    }

    private AmortisedProcess Train(DemoStage stage, string name, Tone tone, BnnModel model, TaskSet tasks)
    {
        var recorder = new DemoRecorder(stage, progress);
        var inference = new AmortisedInference(engine, new Objective.PpAvi(settings.TrainingSamples));
        var process = inference.Fit(model, tasks, settings.Fit with { Seed = settings.Seed }, recorder, cancellation);
        cancellation.ThrowIfCancellationRequested();
        curves.Add(recorder.Curve(name, tone, process.Frame.Scaling.LogDensityPerPoint));
        return process;
    }

    private (FittedGaussianProcess Rbf, FittedGaussianProcess Matern) GaussianProcesses(TaskSet scaled)
    {
        var key = root.Fold("Gaussian processes");
        FittedGaussianProcess Fit(GaussianProcessKernel kernel, int before)
        {
            progress?.Report(new DemoProgress(DemoStage.GaussianProcesses, before, 2));
            return GaussianProcessBaseline.Fit(scaled, kernel, key, settings.GaussianProcesses, cancellation);
        }
        var both = (Fit(new GaussianProcessKernel.Rbf(), 0), Fit(new GaussianProcessKernel.Matern32(), 1));
        progress?.Report(new DemoProgress(DemoStage.GaussianProcesses, 2, 2));
        return both;
    }
}
