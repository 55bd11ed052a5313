namespace ProbBnn.Benchmarks;

/// <summary>A finished fit of the study of priors.</summary>
/// <param name="Fit">What was fitted, and how.</param>
/// <param name="Given">Number of points given.</param>
/// <param name="LogDensity">Mean log predictive density of a point to predict, nats, in the data's units.</param>
/// <param name="Mae">Mean absolute error of the predictive mean, in the data's units.</param>
/// <param name="Elbo">Evidence lower bound of the points given, nats, in scaled units; null where the method has none.</param>
/// <param name="Rhat">Median over the points to predict of the scale reduction of f; null where there are no chains.</param>
/// <param name="Seconds">Processor time to condition and to predict.</param>
internal sealed record PriorRun(
    PriorFit Fit, int Given, double LogDensity, double Mae, double? Elbo, double? Rhat, double Seconds);
