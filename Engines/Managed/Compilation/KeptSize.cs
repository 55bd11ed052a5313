using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>What an operation keeps for its reverse mode, as one tensor.</summary>
internal static class KeptSize
{
    /// <summary>The tensor's shape.</summary>
    /// <param name="elements">Its elements.</param>
    /// <param name="operation">The operation that keeps them.</param>
    /// <exception cref="ShapeException">They are more than a tensor can have.</exception>
    public static Shape Of(long elements, Operation operation) => elements <= int.MaxValue
        ? [(int)elements]
        : throw new ShapeException(new Problem(
            "what is kept for the gradient is too large", $"operation {operation.Name}", $"{elements} elements",
            $"at most {int.MaxValue}", "use fewer samples, smaller batches or a smaller network"));
}
