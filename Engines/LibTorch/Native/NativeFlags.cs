namespace ProbBnn.Engines.LibTorch;

/// <summary>Choices of a device: <c>probbnn_flags</c>.</summary>
[Flags]
internal enum NativeFlags : uint
{
    None = 0,
    Single = 1,
    Cuda = 2,
    Tf32 = 4,
    Graphs = 8,
    TensorNoise = 16,
    DeferredChecks = 32,
}
