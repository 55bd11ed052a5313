using System.Runtime.InteropServices;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Short-lived memory of one thread, taken and given back as a stack; aligned to cache lines, not cleared. It grows while sizes are new and
/// then is reused for ever, so that warm kernels allocate nothing. A chunk that has become too small is given back for a larger one.
/// </summary>
internal sealed unsafe class Scratch
{
    private const nuint Alignment = 64;
    private const int ChunkUnit = 1 << 20;

    [ThreadStatic]
    private static Scratch? s_ofThisThread;

    private readonly List<(nint Address, nint Size)> _chunks = [];
    private int _chunk;
    private nint _used;

    private Scratch()
    {
    }

    /// <summary>Frees the memory of a thread that has ended.</summary>
    ~Scratch()
    {
        foreach (var (address, _) in _chunks)
        {
            NativeMemory.AlignedFree((void*)address);
        }
    }

    /// <summary>Bytes that a thread takes at first.</summary>
    public static long SmallestBytes => ChunkUnit;

    /// <summary>Bytes that this thread holds, in use or not.</summary>
    public static long HeldBytes => s_ofThisThread?._chunks.Sum(c => (long)c.Size) ?? 0;

    /// <summary>Opens a frame on this thread's stack; what is taken from it lives until it is disposed.</summary>
    public static Frame Enter() => new(s_ofThisThread ??= new Scratch());

    private void* Take(nint bytes)
    {
        bytes = (bytes + (nint)Alignment - 1) & ~((nint)Alignment - 1);
        if (_chunk < _chunks.Count && _used > 0 && _used + bytes > _chunks[_chunk].Size)
        {
            _chunk++;
            _used = 0;
        }
        while (_chunk < _chunks.Count && _used + bytes > _chunks[_chunk].Size)
        {
            NativeMemory.AlignedFree((void*)_chunks[_chunk].Address);
            _chunks.RemoveAt(_chunk);
        }
        if (_chunk == _chunks.Count)
        {
            nint size = Math.Max(1, (bytes + ChunkUnit - 1) / ChunkUnit) * ChunkUnit;
            _chunks.Add(((nint)NativeMemory.AlignedAlloc((nuint)size, Alignment), size));
        }
        void* taken = (byte*)_chunks[_chunk].Address + _used;
        _used += bytes;
        return taken;
    }

    /// <summary>A stretch of a thread's scratch memory; frames nest, and end in reverse order.</summary>
    public readonly ref struct Frame
    {
        private readonly Scratch _owner;
        private readonly int _chunk;
        private readonly nint _used;

        internal Frame(Scratch owner)
        {
            _owner = owner;
            _chunk = owner._chunk;
            _used = owner._used;
        }

        /// <summary>Takes memory for <paramref name="count"/> elements, aligned to 64 bytes and not cleared.</summary>
        public T* Take<T>(nint count)
            where T : unmanaged => (T*)_owner.Take(count * sizeof(T));

        /// <summary>Takes memory for <paramref name="count"/> elements, aligned to 64 bytes and filled with zeros.</summary>
        public T* TakeZeroed<T>(nint count)
            where T : unmanaged
        {
            T* taken = Take<T>(count);
            NativeMemory.Clear(taken, (nuint)(count * sizeof(T)));
            return taken;
        }

        /// <summary>Gives everything back that was taken from this frame.</summary>
        public void Dispose()
        {
            _owner._chunk = _chunk;
            _owner._used = _used;
        }
    }
}
