namespace ProbBnn.Cli.Reports;

/// <summary>A name with its value: a setting, a count, the version.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value as it is written.</param>
public sealed record Fact(string Name, string Value);
