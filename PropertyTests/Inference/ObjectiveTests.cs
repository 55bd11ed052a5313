using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Objectives on the Reference engine.</summary>
public class ObjectiveTests : ObjectiveLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine { get; } = new ReferenceEngine();
}
