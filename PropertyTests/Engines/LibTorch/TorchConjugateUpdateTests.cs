using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>The laws of the conjugate update on libtorch, in the way of a CUDA device.</summary>
public class TorchConjugateUpdateTests : ConjugateUpdateLaws
{
    /// <inheritdoc/>
    protected override IEngine Engine => TorchEngines.AsOnCuda;
}
