namespace ProbBnn.Inference;

/// <summary>How the hyper-parameters of one output were found.</summary>
/// <param name="LogDensityPerValue">Log marginal likelihood of the tasks used, per value, in nats.</param>
/// <param name="Tasks">Number of tasks used.</param>
/// <param name="Values">Number of values of this output used.</param>
/// <param name="Iterations">Quasi-Newton steps that led from the best start to the end.</param>
/// <param name="Converged">Whether the search ended because nothing more was to be gained, not for lack of steps.</param>
public sealed record GaussianProcessFit(double LogDensityPerValue, int Tasks, int Values, int Iterations, bool Converged);
