using System.Runtime.Intrinsics;

namespace ProbBnn.Engines.Managed;

/// <summary>Choices of the kernels that change speed, and results by rounding alone.</summary>
/// <param name="Width">Register width; any width works on any hardware (the runtime splits or emulates what is missing, slowly).</param>
internal sealed record KernelOptions(VectorWidth Width)
{
    /// <summary>The widest registers that this machine computes with at full speed.</summary>
    public static KernelOptions Widest { get; } = new(
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Scalar);
}
