using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>The laws of the evidence lower bound on libtorch, in the way of a CUDA device.</summary>
public class TorchEvidenceTests : EvidenceLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine => TorchEngines.AsOnCuda;
}
