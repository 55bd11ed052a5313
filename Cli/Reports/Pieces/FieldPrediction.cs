using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The prediction of one output of one task over two inputs.</summary>
/// <param name="Title">Which task, and how many points were given.</param>
/// <param name="ContextXs">First inputs of the points given, [context].</param>
/// <param name="ContextYs">Second inputs of the points given, [context].</param>
/// <param name="ContextValues">Outputs of the points given, [context].</param>
/// <param name="Xs">First inputs of the places of the prediction, on a lattice or scattered, [places].</param>
/// <param name="Ys">Second inputs of the places of the prediction, [places].</param>
/// <param name="Truth">What was observed there, [places], or null where it is not known; NaN where it is missing.</param>
/// <param name="Mean">The predictive mean, [places].</param>
/// <param name="StdDev">The predictive standard deviation, [places].</param>
public sealed record FieldPrediction(string Title, ValueList<double> ContextXs, ValueList<double> ContextYs,
    ValueList<double> ContextValues,
    ValueList<double> Xs, ValueList<double> Ys, ValueList<double>? Truth, ValueList<double> Mean, ValueList<double> StdDev);
