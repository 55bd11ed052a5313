using ProbBnn.PropertyTests.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>Objectives on libtorch, in the way of a CUDA device.</summary>
public class TorchObjectiveTests : ObjectiveLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine => TorchEngines.AsOnCuda;
}
