namespace ProbBnn.Cli;

/// <summary>The model of a run; the process file holds all of it.</summary>
/// <param name="Hash">Hash of the description.</param>
/// <param name="GenerativeHash">Hash of its generative part.</param>
/// <param name="Parameters">Number of parameters that are learned at some step.</param>
/// <param name="From">The run it was fine-tuned from, or null.</param>
internal sealed record ModelRecord(string Hash, string GenerativeHash, long Parameters, string? From);
