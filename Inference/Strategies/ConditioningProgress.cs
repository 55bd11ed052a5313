namespace ProbBnn.Inference;

/// <summary>What conditioning reports while it works.</summary>
/// <param name="Phase">What is being done, in a word: for example <c>optimising</c>, <c>warm-up</c>, <c>sampling</c>.</param>
/// <param name="Done">Steps done of the whole.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Objective">What is being maximised, of the last step; null where nothing is.</param>
public sealed record ConditioningProgress(string Phase, int Done, int Steps, double? Objective);
