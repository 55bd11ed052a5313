using System.Runtime.InteropServices;

namespace ProbBnn.Engines.LibTorch;

/// <summary>An error as the library tells it: <c>probbnn_error</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeError
{
    public NativeStatus Status;
    public int Instruction;
    public long Index;
    public long Row;
    public double Value;
    public byte* Text;
}
