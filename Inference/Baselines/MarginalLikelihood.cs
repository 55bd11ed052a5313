using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>The log density of data under a Gaussian process, with its derivatives.</summary>
/// <param name="LogDensity">Sum over tasks of log N(y; 0, K + noise^2 I), in nats.</param>
/// <param name="Lengthscales">Derivatives by the logarithms of the lengthscales [inputs].</param>
/// <param name="Signal">Derivative by the logarithm of the signal's standard deviation.</param>
/// <param name="Noise">Derivative by the logarithm of the noise's standard deviation.</param>
public sealed record MarginalLikelihood(double LogDensity, ValueList<double> Lengthscales, double Signal, double Noise);
