using ProbBnn.Models;

namespace ProbBnn.Inference;

/// <summary>The evidence lower bound of one large task and its gradient, in scaled units; unbiased estimates where one part counted for
/// all.</summary>
/// <param name="Objective">mean_s [ ll_s(C) - KL_s ], in nats.</param>
/// <param name="Divergence">Mean KL over weight samples, in nats; from all points in any case.</param>
/// <param name="ContextLogDensity">Mean log density of the context over weight samples, in nats.</param>
/// <param name="Gradient">The objective's derivative with respect to every learned tensor.</param>
public sealed record LargeTaskGradient(double Objective, double Divergence, double ContextLogDensity, ParameterSet Gradient);
