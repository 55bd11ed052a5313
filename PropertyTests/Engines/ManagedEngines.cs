using ProbBnn.Engines.Managed;
using ProbBnn.PropertyTests.Engines.Kernels;
using ProbBnn.Tensors;
using Xunit;

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
    public void AgreeOn(OperationCase one)
    {
        var expected = new ReferenceEngine().Run(one.Program, one.Inputs, one.Keys);
        var rounded = new Lazy<IReadOnlyDictionary<string, Tensor>>(() => new ReferenceEngine().Run(
            one.Program, one.Inputs.ToDictionary(p => p.Key, p => p.Value.To(ElementType.Float32).To(ElementType.Float64)), one.Keys));
        foreach (var (engine, tolerance) in _engines)
        {
            var actual = engine.Run(one.Program, one.Inputs, one.Keys);
            foreach (var (name, value) in engine.ElementType == ElementType.Float64 ? expected : rounded.Value)
            {
                double distance = Machine.Distance(value.Doubles.ToArray(), actual[name].Doubles.ToArray());
                Assert.True(distance <= tolerance * one.Conditioning, $"{name}{value.Shape} of {engine.Name}: {distance}");
            }
        }
    }

    public void Dispose() => _engines.ForEach(e => e.Engine.Dispose());
}
