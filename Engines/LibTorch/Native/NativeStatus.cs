namespace ProbBnn.Engines.LibTorch;

/// <summary>How a call of the library ended: <c>probbnn_status</c>.</summary>
internal enum NativeStatus
{
    Ok,
    General,
    OutOfMemory,
    NotPositiveDefinite,
    Singular,
    BadCount,
    BadPosition,
    NoDevice,
    BadProgram,
}
