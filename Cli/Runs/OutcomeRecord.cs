namespace ProbBnn.Cli;

/// <summary>What came of a run so far.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Seconds">Time spent on them, over all resumptions.</param>
/// <param name="BestStep">The step of the best validation, or null before any.</param>
/// <param name="BestValidation">Its log density per target point, scaled (the objective where there are no targets), or null.</param>
/// <param name="Failure">What went wrong, or null.</param>
internal sealed record OutcomeRecord(int Steps, double Seconds, int? BestStep, double? BestValidation, string? Failure);
