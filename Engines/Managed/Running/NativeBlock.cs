using System.Runtime.InteropServices;

namespace ProbBnn.Engines.Managed;

/// <summary>Zeroed memory outside the collector's, aligned to 64 bytes.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private void* _address;

    /// <summary>Takes memory.</summary>
    /// <param name="bytes">How much; 0 is allowed.</param>
    public NativeBlock(long bytes)
    {
        Bytes = bytes;
        _address = NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 64), 64);
        NativeMemory.Clear(_address, (nuint)Math.Max(bytes, 64));
        GC.AddMemoryPressure(Math.Max(bytes, 64));
    }

    /// <summary>Gives the memory back if nobody else did.</summary>
    ~NativeBlock() => Free();

    /// <summary>Length in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The first byte.</summary>
    public byte* Address => (byte*)_address;

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_address is not null)
        {
            NativeMemory.AlignedFree(_address);
            GC.RemoveMemoryPressure(Math.Max(Bytes, 64));
            _address = null;
        }
    }
}
