using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The prediction of one output of one task along one input.</summary>
/// <param name="Title">Which task, and how many points were given.</param>
/// <param name="LogDensity">The mean log density per held-back point, in nats, or null where it was not computed.</param>
/// <param name="Xs">The places of the prediction in rising order, [grid].</param>
/// <param name="Mean">The predictive mean, [grid].</param>
/// <param name="Bands">The central bands, noise included.</param>
/// <param name="Functions">Functions drawn from the posterior, [functions][grid]; may be empty.</param>
/// <param name="Context">The points given.</param>
/// <param name="Targets">The points held back; may be empty.</param>
/// <param name="Truth">The true function at places of its own, or null where it is not known.</param>
public sealed record FunctionPrediction(string Title, double? LogDensity, ValueList<double> Xs, ValueList<double> Mean,
    PredictionBands Bands, ValueList<ValueList<double>> Functions, ObservedPoints Context, ObservedPoints Targets, ObservedPoints? Truth);
