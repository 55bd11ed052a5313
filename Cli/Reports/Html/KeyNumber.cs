namespace ProbBnn.Cli.Reports;

/// <summary>A number worth a large font.</summary>
/// <param name="Value">The number as it is written, with its unit.</param>
/// <param name="Label">What it is, in a few words.</param>
public sealed record KeyNumber(string Value, string Label);
