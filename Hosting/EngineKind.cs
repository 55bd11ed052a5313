using ProbBnn.Engines.LibTorch;

namespace ProbBnn.Hosting;

/// <summary>Which engine computes.</summary>
public abstract record EngineKind
{
    private EngineKind()
    {
    }

    /// <summary>The embedded engine, which needs nothing but .NET.</summary>
    public sealed record Managed : EngineKind;

    /// <summary>Libtorch, by a native library that is built for the libtorch at hand.</summary>
    /// <param name="Device">Where it computes.</param>
    /// <param name="LibraryPath">The library's file, or null to look for it beside the application and where the system looks.</param>
    public sealed record LibTorch(LibTorchDevice Device, string? LibraryPath = null) : EngineKind;
}
