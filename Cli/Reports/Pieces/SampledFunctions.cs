using ProbBnn.Foundation;

namespace ProbBnn.Cli.Reports;

/// <summary>Functions of one input, drawn at the same places.</summary>
/// <param name="Xs">The places in rising order, [points].</param>
/// <param name="Functions">The values of each function, [functions][points].</param>
public sealed record SampledFunctions(ValueList<double> Xs, ValueList<ValueList<double>> Functions);
