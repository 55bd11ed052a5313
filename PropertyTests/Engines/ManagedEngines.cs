using ProbBnn.Engines.Managed;
using ProbBnn.PropertyTests.Engines.Kernels;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>Managed engines of both precisions for every register width.</summary>
internal sealed class ManagedEngines : IDisposable
{
    private readonly List<(ManagedEngine Engine, double Tolerance)> _engines = [];

    public ManagedEngines(int threads = 2, CompositeExecution composites = CompositeExecution.Fused)
    {
        foreach (var width in Machine.Widths)
        {
            var options = new ManagedOptions { Threads = threads, Width = width, Composites = composites };
            _engines.Add((ManagedEngine.Double(options), 2e-14));
            _engines.Add((ManagedEngine.Single(options), 2e-6));
        }
    }

    public IReadOnlyList<(ManagedEngine Engine, double Tolerance)> All => _engines;

    /// <summary>Runs a case everywhere and holds the results to the Reference engine's.</summary>
    public void AgreeOn(OperationCase one) => EngineAgreement.AgreeOn(one, _engines.Select(e => ((IEngine)e.Engine, e.Tolerance)));

    public void Dispose() => _engines.ForEach(e => e.Engine.Dispose());
}
