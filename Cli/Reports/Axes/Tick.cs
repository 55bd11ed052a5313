namespace ProbBnn.Cli.Reports;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands, in data units.</param>
/// <param name="Label">What is written beside it.</param>
public readonly record struct Tick(double Value, string Label);
