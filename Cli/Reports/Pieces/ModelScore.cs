namespace ProbBnn.Cli.Reports;

/// <summary>The scores of one model on the test tasks.</summary>
/// <param name="Name">The model, in a few words.</param>
/// <param name="LogDensity">Mean log predictive density per held-back point, in nats.</param>
/// <param name="LogDensityError">Its standard error over tasks, or null where it is not known.</param>
/// <param name="Rmse">Root mean squared error of the predictive mean, in the output's unit.</param>
/// <param name="Crps">Mean continuous ranked probability score in the output's unit, or null where it was not computed.</param>
/// <param name="Coverage90">The share of held-back points inside the central 90 % intervals, or null for labels.</param>
public sealed record ModelScore(string Name, double LogDensity, double? LogDensityError, double Rmse, double? Crps, double? Coverage90);
