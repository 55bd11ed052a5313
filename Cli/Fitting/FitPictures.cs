using System.Numerics.Tensors;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Pictures of a posterior's predictions of one output.</summary>
/// <param name="posterior">The posterior.</param>
/// <param name="subject">What it is of.</param>
/// <param name="output">The output.</param>
/// <param name="seed">The seed of the weight samples.</param>
internal sealed class FitPictures(Posterior posterior, FitSubject subject, int output, ulong seed)
{
    private const int GridPoints = 240, Shown = 6, Samples = 200;
    private const double Beyond = 0.12;

    /// <summary>The prediction along the only input, a little beyond the data on both sides.</summary>
    public FunctionPrediction Curve(string title, double? logDensity)
    {
        double[] xs = [.. subject.Context.Inputs, .. subject.HeldOut.Inputs];
        double low = TensorPrimitives.Min<double>(xs), high = TensorPrimitives.Max<double>(xs);
        double room = high > low ? Beyond * (high - low) : 1;
        double[] grid = [.. Enumerable.Range(0, GridPoints).Select(i => low - room + (high - low + 2 * room) * i / (GridPoints - 1))];
        var prediction = posterior.Predict(grid, Samples, seed);
        var functions = posterior.Functions(grid, Shown, seed);
        return new FunctionPrediction(
            title, logDensity, grid.ToValueList(), Values(prediction, p => prediction.Mean(p, output)),
            new PredictionBands(
                Quantiles(prediction, 0.05), Quantiles(prediction, 0.25), Quantiles(prediction, 0.75), Quantiles(prediction, 0.95)),
            Enumerable.Range(0, Shown)
                .Select(f => Enumerable.Range(0, GridPoints).Select(i => functions[f, i, output]).ToValueList()).ToValueList(),
            Points(subject.Context), Points(subject.HeldOut), null);
    }

    /// <summary>The prediction over two inputs, at the data's own points.</summary>
    public FieldPrediction Field(string title)
    {
        var all = subject.Context.And(subject.HeldOut);
        var prediction = posterior.Predict(all.Inputs, Samples, seed);
        return new FieldPrediction(
            title, Input(subject.Context, 0), Input(subject.Context, 1), Output(subject.Context), Input(all, 0), Input(all, 1), Output(all),
            Values(prediction, p => prediction.Mean(p, output)), Values(prediction, p => prediction.StandardDeviation(p, output)));
    }

    /// <summary>Predictions against observations: of the points held out, or of the fitted ones where none were.</summary>
    public ObservedPrediction Observed(string title)
    {
        var points = subject.HeldOut.Points > 0 ? subject.HeldOut : subject.Context;
        var prediction = posterior.Predict(points.Inputs, Samples, seed);
        return new ObservedPrediction(
            title, Output(points), Values(prediction, p => prediction.Mean(p, output)), Quantiles(prediction, 0.05),
            Quantiles(prediction, 0.95));
    }

    private ObservedPoints Points(DataTask task) => new(Input(task, 0), Output(task));

    private ValueList<double> Output(DataTask task) => PointColumn.OutputOf(task, output).ToValueList();

    private static ValueList<double> Input(DataTask task, int input) => PointColumn.InputOf(task, input).ToValueList();

    private ValueList<double> Quantiles(Prediction prediction, double probability) =>
        Values(prediction, p => prediction.Quantile(p, output, probability));

    private static ValueList<double> Values(Prediction prediction, Func<int, double> value) =>
        Enumerable.Range(0, prediction.Points).Select(value).ToValueList();
}
