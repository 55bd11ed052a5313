using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.Cli;

/// <summary>The curves that the demo shows.</summary>
/// <param name="engine">The engine.</param>
/// <param name="settings">How many curves, tasks and places.</param>
/// <param name="unseen">The unseen tasks, of which the first are shown.</param>
/// <param name="learned">The process with the learned prior.</param>
/// <param name="progress">Told how far it is; null for nobody.</param>
/// <param name="cancellation">Ends it with an exception.</param>
internal sealed class DemoFigures(
    IEngine engine, DemoSettings settings, TaskSet unseen, AmortisedProcess learned, IProgress<DemoProgress>? progress,
    CancellationToken cancellation)
{
    private readonly RandomKey root = RandomKey.FromSeed(settings.Seed);
    private readonly ValueList<double> grid = Enumerable.Range(0, settings.GridPoints)
        .Select(i => settings.Family.InputLow + (settings.Family.InputHigh - settings.Family.InputLow) * i / (settings.GridPoints - 1))
        .ToValueList();

    /// <summary>Functions of the prior before learning.</summary>
    public SampledFunctions PriorBefore() =>
        Drawn(AmortisedProcess.Untrained(engine, learned.Model, learned.Frame, settings.Seed).Prior(), settings.PriorFunctions);

    /// <summary>Functions of the prior after learning, from the same noise.</summary>
    public SampledFunctions PriorAfter() => Drawn(learned.Prior(), settings.PriorFunctions);

    /// <summary>Functions of the family itself.</summary>
    public SampledFunctions Source() => new(grid, Enumerable.Range(0, settings.PriorFunctions)
        .Select(i => grid.Select(settings.Family.Curve(i, root.Fold("source"))).ToValueList()).ToValueList());

    /// <summary>Predictions of the first unseen tasks from more and more of their points.</summary>
    public ValueList<FunctionPrediction> Predictions()
    {
        var cases = (from task in Enumerable.Range(0, Math.Min(settings.ShownTasks, unseen.Count))
                     from count in settings.ShownCounts
                     select (Task: task, Count: count)).ToList();
        return cases.Select((shown, i) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var prediction = Prediction(shown.Task, shown.Count);
            progress?.Report(new DemoProgress(DemoStage.Drawing, i + 1, cases.Count));
            return prediction;
        }).ToValueList();
    }

    // The points given of one task are nested: five are the one and four more.
    private FunctionPrediction Prediction(int index, int count)
    {
        var task = unseen.Tasks[index];
        var split = ContextSplit.Draw(task.Points, Math.Min(count, task.Points), root.Fold("points shown").Fold(index));
        var given = task.Select(split.Context.AsSpan());
        var heldBack = task.Select(split.Target.AsSpan());
        var posterior = learned.Condition(given);
        var at = posterior.Predict(grid.AsSpan(), 2 * settings.Samples, settings.Seed);
        ValueList<double> Quantile(double q) => grid.Select((_, i) => at.Quantile(i, 0, q)).ToValueList();
        double? score = heldBack.Points == 0
            ? null
            : posterior.Predict(heldBack.Inputs, settings.Samples, settings.Seed).Score(task.Id, 0, heldBack.Outputs).LogDensityPerPoint;
        var curve = settings.Family.Curve(index, root.Fold("unseen"));
        return new FunctionPrediction(
            $"Task {index + 1}, {Phrase.Count(given.Points, "point")} given",
            score, grid, grid.Select((_, i) => at.Mean(i)).ToValueList(),
            new PredictionBands(Quantile(0.05), Quantile(0.25), Quantile(0.75), Quantile(0.95)),
            Drawn(posterior, settings.PosteriorFunctions).Functions, Observed(given), Observed(heldBack),
            new ObservedPoints(grid, grid.Select(curve).ToValueList()));
    }

    private SampledFunctions Drawn(Posterior posterior, int count)
    {
        var values = posterior.Functions(grid.AsSpan(), count, settings.Seed);
        return new SampledFunctions(grid, Enumerable.Range(0, count)
            .Select(f => Enumerable.Range(0, grid.Count).Select(i => values[f, i, 0]).ToValueList()).ToValueList());
    }

    private static ObservedPoints Observed(DataTask task) =>
        new(ValueList.Create(task.Inputs), ValueList.Create(task.Outputs));
}
