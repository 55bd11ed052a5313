using ProbBnn.PropertyTests.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>Trained processes on libtorch, in the way of a CUDA device.</summary>
public class TorchProcessTests : ProcessLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine => TorchEngines.AsOnCuda;
}
