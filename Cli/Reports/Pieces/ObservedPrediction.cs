using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Predictions of one output of one task over any number of inputs, point by point.</summary>
/// <param name="Title">Which task, and how many points were given.</param>
/// <param name="Observed">What was observed, [points].</param>
/// <param name="Mean">The predictive means, [points].</param>
/// <param name="Q05">The 5 % quantiles, [points].</param>
/// <param name="Q95">The 95 % quantiles, [points].</param>
public sealed record ObservedPrediction(string Title, ValueList<double> Observed, ValueList<double> Mean, ValueList<double> Q05,
    ValueList<double> Q95);
