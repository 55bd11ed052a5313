using ProbBnn.Tensors;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Choices of the libtorch engine.</summary>
public sealed record LibTorchOptions
{
    /// <summary>
    /// The library's file; null looks for it beside the application, then where the system looks for libraries.
    /// </summary>
    public string? LibraryPath { get; init; }

    /// <summary>Where to compute; the processor unless set.</summary>
    public LibTorchDevice Device { get; init; } = new LibTorchDevice.Cpu();

    /// <summary>The number format of all computation; double precision unless set.</summary>
    public ElementType ElementType { get; init; } = ElementType.Float64;

    /// <summary>
    /// Threads of one call on the processor; null leaves the number to libtorch. The number is libtorch's for the whole process.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Whether products of single-precision matrices may round their factors to ten bits, which CUDA devices multiply faster; off unless
    /// set. It is libtorch's setting for the whole process.
    /// </summary>
    public bool AllowTf32 { get; init; }

    /// <summary>Whether runs on CUDA are captured as graphs after the first few, and replayed; on unless set otherwise.</summary>
    public bool CaptureGraphs { get; init; } = true;

    /// <summary>Sessions that an executable keeps for the next caller after they are given back.</summary>
    public int MaxPooledSessions { get; init; } = 8;

    /// <summary>Whether noise is made by tensor operations on the processor too, as it is on CUDA.</summary>
    internal bool TensorNoise { get; init; }

    /// <summary>Whether solutions with Cholesky factors are products with their inverses on the processor too, as they are on CUDA.</summary>
    internal bool InvertFactors { get; init; }

    /// <summary>Whether failures are looked for after a run on the processor too, as they are on CUDA.</summary>
    internal bool DeferredChecks { get; init; }

    /// <summary>Whether runs on the processor go through the steps of captured ones, though nothing is saved by it.</summary>
    internal bool RehearsedGraphs { get; init; }
}
