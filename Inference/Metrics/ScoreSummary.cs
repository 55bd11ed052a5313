namespace ProbBnn.Inference;

/// <summary>Scores of many tasks on one output, pooled over all target points. Units are those of the scored output.</summary>
/// <param name="LogDensityPerPoint">Mean log predictive density of a target point, in nats.</param>
/// <param name="JointLogDensityPerTask">Mean over tasks of the joint log predictive density of a task's targets, in nats.</param>
/// <param name="Rmse">Root mean squared error of the predictive mean.</param>
/// <param name="Mae">Mean absolute error of the predictive mean.</param>
/// <param name="Crps">Mean continuous ranked probability score of the exact mixture.</param>
/// <param name="Coverage90">Share of targets inside the exact central 90 % interval; null for labels.</param>
public sealed record ScoreSummary(
    double LogDensityPerPoint, double JointLogDensityPerTask, double Rmse, double Mae, double Crps, double? Coverage90);
