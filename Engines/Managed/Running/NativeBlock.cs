using System.Runtime.InteropServices;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Zeroed memory outside the collector's, aligned to 64 bytes. Zeros come from the system, so that a large block takes no memory before it
/// is written to.
/// </summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private const int Alignment = 64;

    private void* _taken;

    /// <summary>Takes memory.</summary>
    /// <param name="bytes">How much; 0 is allowed.</param>
    public NativeBlock(long bytes)
    {
        Bytes = bytes;
        _taken = NativeMemory.AllocZeroed((nuint)(bytes + Alignment));
        GC.AddMemoryPressure(bytes + Alignment);
    }

    /// <summary>Gives the memory back if nobody else did.</summary>
    ~NativeBlock() => Free();

    /// <summary>Length in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The first byte.</summary>
    public byte* Address => (byte*)(((nint)_taken + Alignment - 1) & ~(nint)(Alignment - 1));

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_taken is not null)
        {
            NativeMemory.Free(_taken);
            GC.RemoveMemoryPressure(Bytes + Alignment);
            _taken = null;
        }
    }
}
