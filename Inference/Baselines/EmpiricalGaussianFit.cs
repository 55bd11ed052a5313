namespace ProbBnn.Inference;

/// <summary>How the shrinkage of one output was chosen.</summary>
/// <param name="Shrinkage">The weight of independent points in the covariance.</param>
/// <param name="HeldOutLogDensityPerPoint">Log density per target point of training tasks predicted from the others, in nats.</param>
/// <param name="HeldOutTasks">Number of training tasks that were predicted.</param>
public sealed record EmpiricalGaussianFit(double Shrinkage, double HeldOutLogDensityPerPoint, int HeldOutTasks);
