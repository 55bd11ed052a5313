using ProbBnn.Engines.LibTorch;
using ProbBnn.Engines.Managed;
using ProbBnn.Tensors;

namespace ProbBnn.Hosting;

/// <summary>Makes the engine that options ask for.</summary>
internal static class EngineFactory
{
    public static IEngine Create(ProbBnnOptions options) => options.Engine switch
    {
        EngineKind.Managed => Managed(options),
        EngineKind.LibTorch kind => LibTorchEngine.Open(new LibTorchOptions
        {
            LibraryPath = kind.LibraryPath,
            Device = kind.Device,
            ElementType = options.Precision == EnginePrecision.Single ? ElementType.Float32 : ElementType.Float64,
            Threads = options.Threads,
        }),
        var other => throw new InvalidOperationException($"No engine for {other}: it is new."),
    };

    private static ManagedEngine Managed(ProbBnnOptions options)
    {
        var managed = options.Threads is { } threads ? new ManagedOptions { Threads = threads } : new ManagedOptions();
        return options.Precision == EnginePrecision.Single ? ManagedEngine.Single(managed) : ManagedEngine.Double(managed);
    }
}
