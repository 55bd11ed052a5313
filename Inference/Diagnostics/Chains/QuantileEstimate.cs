namespace ProbBnn.Inference;

/// <summary>A quantile as estimated from draws.</summary>
/// <param name="Probability">The probability of values below it.</param>
/// <param name="Value">The estimate, in the units of the function.</param>
/// <param name="Mcse">Its Monte Carlo standard error, in the same units; infinite where a chain is stuck.</param>
/// <param name="Ess">Its effective sample size; zero where a chain is stuck.</param>
public sealed record QuantileEstimate(double Probability, double Value, double Mcse, double Ess);
