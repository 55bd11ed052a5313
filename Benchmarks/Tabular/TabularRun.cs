namespace ProbBnn.Benchmarks;

/// <summary>A finished fit of the study of tables.</summary>
/// <param name="Fit">What was fitted, and how.</param>
/// <param name="Rows">Number of training rows.</param>
/// <param name="LogDensity">Mean log predictive density of a test row, nats, in the target's unit.</param>
/// <param name="Rmse">Root mean squared error of the predictive mean, in the target's unit.</param>
/// <param name="TrainingLogDensity">The same log density of training rows, at most as many as there are test rows.</param>
/// <param name="Noise">Standard deviation of the noise that was inferred, in the target's unit.</param>
/// <param name="Seconds">Processor time to condition and to predict the test rows.</param>
internal sealed record TabularRun(
    TabularFit Fit, int Rows, double LogDensity, double Rmse, double TrainingLogDensity, double Noise, double Seconds);
