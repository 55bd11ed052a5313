using ProbBnn.PropertyTests.Inference;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>Linear models, which have closed forms, on libtorch, in the way of a CUDA device.</summary>
public class TorchLinearModelTests : LinearModelLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine => TorchEngines.AsOnCuda;
}
