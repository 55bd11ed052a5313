using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>Parameters and data drawn from a model's prior.</summary>
/// <typeparam name="TData">What a posterior is computed from.</typeparam>
/// <param name="Data">Data drawn given the parameters.</param>
/// <param name="Truth">The functions of interest at those parameters [quantities]; they may depend on the data too, as the log likelihood
/// does.</param>
public sealed record SimulatedCase<TData>(TData Data, ValueList<double> Truth);
