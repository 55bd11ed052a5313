using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Points of one input and one output.</summary>
/// <param name="Xs">Inputs, [points].</param>
/// <param name="Ys">Outputs, [points].</param>
public sealed record ObservedPoints(ValueList<double> Xs, ValueList<double> Ys);
