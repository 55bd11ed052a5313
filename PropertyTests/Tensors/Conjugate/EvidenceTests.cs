using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>The laws of the evidence lower bound on the Reference engine.</summary>
public class EvidenceTests : EvidenceLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine { get; } = new ReferenceEngine();
}
