using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Inference;

/// <summary>Trained processes on the Reference engine.</summary>
public class ProcessTests : ProcessLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine { get; } = new ReferenceEngine();
}
