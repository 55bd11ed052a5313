using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Which operations can fail on legitimate shapes.</summary>
internal static class Fallibility
{
    /// <summary>Whether a run may end at this operation with an error.</summary>
    public static bool MayFail(this Operation operation) =>
        operation is Operation.Cholesky or Operation.TriangularSolve or Operation.ConjugateUpdate or Operation.ConjugateUpdateGradient;
}
