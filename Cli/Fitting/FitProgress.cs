using ProbBnn.Inference;

namespace ProbBnn.Cli;

/// <summary>How far a fit is.</summary>
/// <param name="Work">What the method reports.</param>
/// <param name="StepsPerSecond">Its present pace.</param>
/// <param name="Remaining">The time that is left at this pace, or of the time asked for where that is less.</param>
internal sealed record FitProgress(ConditioningProgress Work, double StepsPerSecond, TimeSpan Remaining);
