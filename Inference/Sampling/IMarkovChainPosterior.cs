using ProbBnn.Foundation;

namespace ProbBnn.Inference;

/// <summary>A posterior known by the draws of several Markov chains.</summary>
public interface IMarkovChainPosterior
{
    /// <summary>The draws and what happened on the way to them; positions are whitened weights, then the unconstrained noise.</summary>
    HamiltonianResult Chains { get; }

    /// <summary>The function at points, draw by draw and chain by chain, for diagnostics: weights are not identified, functions
    /// are.</summary>
    /// <param name="inputs">Inputs, row-major [points, inputs], in the data's own units.</param>
    /// <returns>For every point and output, the draws of all chains in the data's own units.</returns>
    ValueList<ScalarDraws> FunctionDraws(ReadOnlySpan<double> inputs);
}
