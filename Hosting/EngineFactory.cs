using ProbBnn.Engines.Managed;
using ProbBnn.Tensors;

namespace ProbBnn.Hosting;

/// <summary>Makes the engine that options ask for.</summary>
internal static class EngineFactory
{
    public static IEngine Create(ProbBnnOptions options)
    {
        var managed = options.Threads is { } threads ? new ManagedOptions { Threads = threads } : new ManagedOptions();
        return options.Precision == EnginePrecision.Single ? ManagedEngine.Single(managed) : ManagedEngine.Double(managed);
    }
}
