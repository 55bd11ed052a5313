using ProbBnn.Engines.Managed;
using ProbBnn.PropertyTests.Tensors;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>The laws of the evidence lower bound on the embedded engine.</summary>
public sealed class ManagedEvidenceTests : EvidenceLaws, IDisposable
{
    private readonly ManagedEngine _engine = ManagedEngine.Double(new ManagedOptions { Threads = 2 });

    /// <inheritdoc/>
    protected override IEngine Engine => _engine;

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();
}
