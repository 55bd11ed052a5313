namespace ProbBnn.Benchmarks;

/// <summary>The share of one kind of operation in a step.</summary>
/// <param name="Operation">Operation and shapes.</param>
/// <param name="CallsPerStep">Calls in a step.</param>
/// <param name="MillisecondsPerStep">Mean time in a step.</param>
internal sealed record ProfiledOperation(string Operation, double CallsPerStep, double MillisecondsPerStep);
