namespace ProbBnn.Inference;

/// <summary>How much better one model predicts left-out points than another, over the same points.</summary>
/// <param name="Elpd">Difference of expected log predictive densities, in nats; positive where the first model is better.</param>
/// <param name="StandardError">Its standard error over points; null for a single point.</param>
public sealed record LooDifference(double Elpd, double? StandardError);
