using System.Runtime.InteropServices;

namespace ProbBnn.Engines.LibTorch;

/// <summary>Something of the library's, closed once nothing uses it any more.</summary>
internal sealed unsafe class NativeHandle : SafeHandle
{
    private readonly delegate* unmanaged[Cdecl]<void*, void> _close;

    /// <summary>Takes over what the library made.</summary>
    /// <param name="made">What it made.</param>
    /// <param name="close">What closes it.</param>
    public NativeHandle(void* made, delegate* unmanaged[Cdecl]<void*, void> close)
        : base(0, ownsHandle: true)
    {
        _close = close;
        SetHandle((nint)made);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>What the library knows it by; the handle must be kept alive while that is used.</summary>
    public void* Address => (void*)handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _close((void*)handle);
        return true;
    }
}
