namespace ProbBnn.Inference;

/// <summary>What one training step measured.</summary>
/// <param name="Objective">The objective, mean over the step's tasks.</param>
/// <param name="Divergence">KL, mean over the step's tasks and samples, in nats.</param>
/// <param name="GradientNorm">Euclidean norm of the gradient before clipping.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Validation">The validation made after the step, or null.</param>
public readonly record struct StepResult(
    double Objective, double Divergence, double GradientNorm, double LearningRate, ValidationPoint? Validation);
