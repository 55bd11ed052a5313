using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>The quantiles that bound the central 90 % and 50 % of predictions, each [grid].</summary>
/// <param name="Q05">The 5 % quantiles.</param>
/// <param name="Q25">The 25 % quantiles.</param>
/// <param name="Q75">The 75 % quantiles.</param>
/// <param name="Q95">The 95 % quantiles.</param>
public sealed record PredictionBands(ValueList<double> Q05, ValueList<double> Q25, ValueList<double> Q75, ValueList<double> Q95);
