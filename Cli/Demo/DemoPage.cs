using System.Globalization;
using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;

namespace ProbBnn.Cli;

/// <summary>The demo's result as a page and as a picture.</summary>
public static class DemoPage
{
    private const int PictureColumns = 3;
    private const int PictureFunctions = 16;

    /// <summary>The page, as one HTML file that needs nothing else.</summary>
    /// <param name="result">What it shows.</param>
    /// <param name="provenance">How it came about.</param>
    public static string Html(DemoResult result, Provenance provenance) => DemoReport.Compose(Data(result, provenance)).ToHtml();

    /// <summary>
    /// The idea in six charts, as one SVG file: functions of the prior before and after learning and of the source; below them one unseen
    /// task with more and more of its points given.
    /// </summary>
    /// <param name="result">What it shows.</param>
    public static string Picture(DemoResult result)
    {
        SampledFunctions Some(SampledFunctions all) => all with { Functions = all.Functions.Take(PictureFunctions).ToValueList() };
        var prior = PriorFunctions.Of(Some(result.PriorBefore), Some(result.PriorAfter), Some(result.Source), "", "");
        var shown = PredictionGrid.Of(result.Predictions.Take(PictureColumns).ToValueList(), PictureColumns, "x", "");
        return new SvgSheet([.. prior.Charts, .. shown.Charts], PictureColumns, shown.Legend).ToSvg();
    }

    private static DemoReportData Data(DemoResult result, Provenance provenance) => new(
        result.Settings.TrainingTasks, result.Settings.UnseenTasks, "noisy sawtooth curves on random lines", "x",
        "PP-AVI, nats per task", "log density, nats per point", result.Scores, result.Training, result.PriorBefore, result.PriorAfter,
        result.Source, result.Predictions, result.Settings.ShownCounts.Count, result.Calibration, Facts(result), provenance);

    private static ValueList<Fact> Facts(DemoResult result)
    {
        var s = result.Settings;
        string widths = string.Join(" → ", s.Widths.Select(w => w.ToString(CultureInfo.InvariantCulture)));
        string Written(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return
        [
            new Fact("Network", Written($"1 → {widths} → 1, {s.Activation.ToString().ToLowerInvariant()}")),
            new Fact("Learned prior", "a Gaussian per unit with full covariance, from a small random start"),
            new Fact("Fixed prior", "every weight N(0, 1/K), K the fan-in"),
            new Fact("Inference networks", "as wide as the network; last layer in closed form"),
            new Fact("Noise learned", Written($"{result.Noise:0.000} (of the source: {s.Family.Noise:0.000})")),
            new Fact("Training", Written($"{s.Fit.Steps:N0} steps of {s.Fit.BatchTasks} tasks, {s.TrainingSamples} weight samples")),
            new Fact("Given in training", Written($"{100 * s.Fit.Context.Low:0} to {100 * s.Fit.Context.High:0} % of a task’s points")),
            new Fact("Given of unseen tasks", Written($"{100 * s.GivenShare:0} % of the points")),
            new Fact("Gaussian processes", "settings by marginal likelihood, pooled over training tasks"),
        ];
    }
}
