namespace ProbBnn.Benchmarks;

/// <summary>One fit of the reference set by one method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sigma">Noise standard deviation.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Effort">What the method was allowed.</param>
/// <param name="Elbo">Evidence lower bound, nats.</param>
/// <param name="StandardError">Standard error of the bound's estimate, nats.</param>
/// <param name="Gap">Log marginal likelihood minus the bound, nats; null where the former is not known well.</param>
/// <param name="KHat">Pareto k-hat of the importance weights; null in lines of older versions.</param>
/// <param name="Seconds">Time of the fit.</param>
internal sealed record MethodRun(
    string Method, double Sigma, ulong Seed, string Effort, double Elbo, double StandardError, double? Gap, double? KHat, double Seconds);
