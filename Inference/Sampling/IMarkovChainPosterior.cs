using ProbBnn.Data;
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

    /// <summary>The log density of points draw by draw and chain by chain, log p(y_n | w_s), in nats, in the data's own units: what
    /// leaving points out is computed from.</summary>
    /// <param name="targets">Points, in the data's own units.</param>
    /// <returns>For every chain [draws, points], all cut to the length of the shortest.</returns>
    IReadOnlyList<double[,]> PointLogDensityDraws(DataTask targets);
}
