namespace ProbBnn.Cli;

/// <summary>How a run is trained.</summary>
/// <param name="Objective">The objective's name.</param>
/// <param name="Samples">Weight samples of each task.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="ValidateEvery">Steps between validations.</param>
/// <param name="Minutes">The time asked for, or null where steps were.</param>
/// <param name="WarmUp">The timed warm-up that fixed the steps, or null.</param>
internal sealed record TrainingRecord(string Objective, int Samples, int Steps, int ValidateEvery, double? Minutes, WarmUp? WarmUp);
