namespace ProbBnn.Engines.Managed;

/// <summary>The first posterior, by task, sample and unit, whose numbers are not finite or not positive definite.</summary>
/// <param name="Task">Index of the task.</param>
/// <param name="Sample">Index of the sample.</param>
/// <param name="Unit">Index of the unit.</param>
internal readonly record struct ConjugateFailure(int Task, int Sample, int Unit);
