using ProbBnn.Cli.Reports;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Figures of the posteriors of one data set, one chart a posterior.</summary>
internal static class FitFigures
{
    /// <summary>Predictions of every output by several posteriors, a figure an output; titles of charts name the posteriors.</summary>
    /// <param name="posteriors">The posteriors with titles and, for each output, log densities of held-out points, in nats a point; null
    /// where none are held out.</param>
    /// <param name="subject">What they are of.</param>
    /// <param name="seed">The seed of weight samples.</param>
    /// <param name="title">What the title of a figure says after the name of its output.</param>
    public static IEnumerable<Figure> Of(
        IReadOnlyList<(string Title, IReadOnlyList<double>? LogDensities, Posterior Posterior)> posteriors, FitSubject subject, ulong seed,
        string title) => subject.Frame.OutputNames.Select((name, output) => Of(
            [.. posteriors.Select(p => (p.Title, p.LogDensities?[output], p.Posterior))], subject, output, seed, $"{name} {title}"));

    private static Figure Of(
        IReadOnlyList<(string Title, double? LogDensity, Posterior Posterior)> posteriors, FitSubject subject, int output, ulong seed,
        string title)
    {
        var frame = subject.Frame;
        int columns = posteriors.Count is 2 or 4 ? 2 : Math.Clamp(posteriors.Count, 1, 3);
        ValueList<T> Each<T>(Func<FitPictures, string, double?, T> picture) => posteriors
            .Select(p => picture(new FitPictures(p.Posterior, subject, output, seed), p.Title, p.LogDensity)).ToValueList();
        return frame.InputNames.Count switch
        {
            1 => Sized(PredictionGrid.Of(
                Each((pictures, name, density) => pictures.Curve(name, density)), columns, frame.InputNames[0], title)) with
            {
                Reading = "The bands hold the central 50 % and 90 % of what is expected to be observed, noise included. Each thin line is "
                    + "one whole function that the posterior holds possible; where they part, the data do not decide.",
            },
            2 => FieldFigure.Of(
                Each((pictures, name, _) => pictures.Field(name)), frame.InputNames[0], frame.InputNames[1],
                title),
            _ => Sized(ObservedFigure.Of(Each((pictures, name, _) => pictures.Observed(name)), frame.OutputNames[output], title)) with
            {
                Reading = subject.HeldOut.Points > 0
                    ? "Every dot is a held-out point. On the dashed line the prediction is exact; nine in ten of the vertical bars should "
                        + "meet it."
                    : "In-sample: every dot is a point that was fitted, so this shows how closely the data are followed, not how well new "
                        + "points are predicted.",
            },
        };
    }

    // A chart alone is as wide as a column of text.
    private static Figure Sized(Figure figure) => figure.Charts.Count > 1 ? figure : figure with
    {
        Columns = 1,
        Charts = figure.Charts.Select(chart => chart with { Size = chart.Size with { Width = 640, Height = 360 } }).ToValueList(),
    };
}
