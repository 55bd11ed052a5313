using ProbBnn.Engines.LibTorch;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines.LibTorch;

/// <summary>The laws of the evidence lower bound on libtorch, in the way of a CUDA device.</summary>
public sealed class TorchEvidenceTests : EvidenceLaws, IDisposable
{
    private readonly Lazy<LibTorchEngine> _engine = new(() => LibTorchEngine.Open(TorchEngines.Deferring));

    /// <inheritdoc/>
    protected override IEngine Engine => _engine.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }
    }
}
