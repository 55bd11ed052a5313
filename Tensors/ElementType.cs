namespace ProbBnn.Tensors;

/// <summary>The number format of a tensor or of an engine's buffers.</summary>
public enum ElementType
{
    /// <summary>64-bit IEEE 754 numbers, the default.</summary>
    Float64,

    /// <summary>32-bit IEEE 754 numbers.</summary>
    Float32,
}
