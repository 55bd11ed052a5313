using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Linear models, which have closed forms, on the Reference engine.</summary>
public class LinearModelTests : LinearModelLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine { get; } = new ReferenceEngine();
}
