namespace ProbBnn.Inference;

/// <summary>What training reports after a step.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Objective">The objective of the last step, mean over its tasks.</param>
/// <param name="Divergence">KL of the last step, mean over its tasks and samples, in nats.</param>
/// <param name="GradientNorm">Euclidean norm of the gradient before clipping.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="StepsPerSecond">The rate since training began or was resumed.</param>
/// <param name="Remaining">The time left at that rate.</param>
/// <param name="Validation">The validation made after this step, or null.</param>
public sealed record TrainingProgress(
    int Step, int Steps, double Objective, double Divergence, double GradientNorm, double LearningRate, double StepsPerSecond,
    TimeSpan Remaining, ValidationPoint? Validation);
