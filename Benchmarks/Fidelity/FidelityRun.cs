namespace ProbBnn.Benchmarks;

/// <summary>One fit to the reference set.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Elbo">Evidence lower bound, nats.</param>
/// <param name="StandardError">Standard error of the bound's estimate, nats.</param>
/// <param name="Gap">Log marginal likelihood minus the bound, nats.</param>
/// <param name="Seconds">Training time.</param>
internal sealed record FidelityRun(ulong Seed, double Elbo, double StandardError, double Gap, double Seconds);
