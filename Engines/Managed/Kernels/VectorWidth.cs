namespace ProbBnn.Engines.Managed;

/// <summary>
/// How wide the registers are that a kernel computes with. Results have the same bits for one width, and differ by rounding between widths.
/// </summary>
internal enum VectorWidth
{
    /// <summary>One element at a time.</summary>
    Scalar,

    /// <summary>128 bits: SSE, or Advanced SIMD of ARM.</summary>
    Bits128,

    /// <summary>256 bits: AVX2.</summary>
    Bits256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512,
}
