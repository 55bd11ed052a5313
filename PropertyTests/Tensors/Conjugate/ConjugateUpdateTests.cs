using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>The laws of the conjugate update on the Reference engine.</summary>
public class ConjugateUpdateTests : ConjugateUpdateLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine { get; } = new ReferenceEngine();
}
