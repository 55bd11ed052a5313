using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>One step of a listing: what is computed, from which values, into which; -1 for a result that nothing uses.</summary>
/// <param name="Operation">What is computed; never an input or a constant.</param>
/// <param name="Arguments">Values it is computed from.</param>
/// <param name="Results">Values it defines.</param>
internal sealed record Line(Operation Operation, ValueList<int> Arguments, ValueList<int> Results)
{
    /// <summary>Whether a run may end here with an error; a reverse mode fails only where it has to do its update again.</summary>
    public bool MayFail => Operation switch
    {
        Operation.Cholesky or Operation.TriangularSolve or Operation.CountMask or Operation.KeyedNormalAt
            or Operation.ConjugateUpdate => true,
        Operation.ConjugateUpdateGradient => Arguments.Count == 10,
        _ => false,
    };
}
