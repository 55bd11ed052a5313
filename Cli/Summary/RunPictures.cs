using System.Numerics.Tensors;
using ProbBnn.Cli.Reports;
using ProbBnn.Data;
using ProbBnn.Foundation;
using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>Pictures of a process's predictions of one output of a task.</summary>
/// <param name="process">The process.</param>
/// <param name="output">The output.</param>
/// <param name="samples">Weight samples.</param>
/// <param name="seed">Their seed.</param>
internal sealed class RunPictures(AmortisedProcess process, int output, int samples, ulong seed)
{
    private const int GridPoints = 200, Functions = 6, PriorFunctions = 20;

    /// <summary>The prediction along the only input, at places from the task's first point to its last.</summary>
    public FunctionPrediction Curve(string title, DataTask task, ContextSplit split, double? logDensity)
    {
        double[] grid = Grid(TensorPrimitives.Min(task.Inputs), TensorPrimitives.Max(task.Inputs));
        var context = task.Select(split.Context.AsSpan());
        var posterior = process.Condition(context);
        var prediction = posterior.Predict(grid, samples, seed);
        var functions = posterior.Functions(grid, Functions, seed);
        return new FunctionPrediction(
            title, logDensity, grid.ToValueList(), Values(prediction, p => prediction.Mean(p, output)),
            new PredictionBands(
                Quantiles(prediction, 0.05), Quantiles(prediction, 0.25), Quantiles(prediction, 0.75), Quantiles(prediction, 0.95)),
            Each(functions, Functions), Points(context), Points(task.Select(split.Target.AsSpan())), null);
    }

    /// <summary>Functions from the prior, at places over a range of the only input.</summary>
    /// <param name="range">The range.</param>
    public SampledFunctions Prior(InputRange range)
    {
        double[] grid = Grid(range.Low[0], range.High[0]);
        var functions = process.Prior().Functions(grid, PriorFunctions, seed);
        return new SampledFunctions(grid.ToValueList(), Each(functions, PriorFunctions));
    }

    /// <summary>The prediction over two inputs, at the task's own points.</summary>
    public FieldPrediction Field(string title, DataTask task, ContextSplit split)
    {
        var context = task.Select(split.Context.AsSpan());
        var prediction = process.Condition(context).Predict(task.Inputs, samples, seed);
        return new FieldPrediction(
            title, Input(context, 0), Input(context, 1), Output(context), Input(task, 0), Input(task, 1), Output(task),
            Values(prediction, p => prediction.Mean(p, output)), Values(prediction, p => prediction.StandardDeviation(p, output)));
    }

    /// <summary>Predictions against what was held back.</summary>
    public ObservedPrediction Observed(string title, DataTask task, ContextSplit split)
    {
        var targets = task.Select(split.Target.AsSpan());
        var prediction = process.Condition(task.Select(split.Context.AsSpan())).Predict(targets.Inputs, samples, seed);
        return new ObservedPrediction(
            title, Output(targets), Values(prediction, p => prediction.Mean(p, output)), Quantiles(prediction, 0.05),
            Quantiles(prediction, 0.95));
    }

    private ValueList<double> Quantiles(Prediction prediction, double probability) =>
        Values(prediction, p => prediction.Quantile(p, output, probability));

    private ObservedPoints Points(DataTask task) => new(Input(task, 0), Output(task));

    private ValueList<double> Output(DataTask task) =>
        Enumerable.Range(0, task.Points).Select(p => task.OutputsOf(p)[output]).ToValueList();

    private static ValueList<double> Input(DataTask task, int input) =>
        Enumerable.Range(0, task.Points).Select(p => task.InputsOf(p)[input]).ToValueList();

    private static ValueList<double> Values(Prediction prediction, Func<int, double> value) =>
        Enumerable.Range(0, prediction.Points).Select(value).ToValueList();

    private static double[] Grid(double low, double high) =>
        [.. Enumerable.Range(0, GridPoints).Select(i => low + ((high - low) * i / (GridPoints - 1)))];

    private ValueList<ValueList<double>> Each(double[,,] functions, int count) => Enumerable.Range(0, count)
        .Select(f => Enumerable.Range(0, GridPoints).Select(i => functions[f, i, output]).ToValueList()).ToValueList();
}
