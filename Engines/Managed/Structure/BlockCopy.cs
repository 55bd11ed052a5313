namespace ProbBnn.Engines.Managed;

/// <summary>Copies blocks of neighbouring elements from one place to another, on all threads.</summary>
internal static unsafe class BlockCopy
{
    /// <summary>target[i, ..] = source[i, ..] for every block i.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="length">Elements of a block.</param>
    /// <param name="source">The first source block.</param>
    /// <param name="sourceStride">Distance of neighbouring source blocks.</param>
    /// <param name="target">The first target block.</param>
    /// <param name="targetStride">Distance of neighbouring target blocks.</param>
    /// <param name="pool">The threads.</param>
    public static void Copy<T>(int blocks, int length, T* source, nint sourceStride, T* target, nint targetStride, WorkerPool pool)
        where T : unmanaged
    {
        if (blocks == 0 || length == 0)
        {
            return;
        }
        if (sourceStride == length && targetStride == length)
        {
            (blocks, length) = (1, blocks * length);
        }
        if (blocks == 1)
        {
            int part = Grain.Of(length, 0.1 * sizeof(T), pool.Threads);
            pool.Run((length - 1) / part + 1, new Stretches<T>(length, part, source, target));
            return;
        }
        int grain = Grain.Rows(blocks, 2 + (0.1 * sizeof(T) * length), pool.Threads);
        pool.Run((blocks - 1) / grain + 1, new Body<T>(blocks, grain, length, source, sourceStride, target, targetStride));
    }

    private readonly struct Stretches<T>(int length, int part, T* source, T* target) : IParallelBody
        where T : unmanaged
    {
        public void Run(int item)
        {
            nint start = (nint)item * part;
            int count = (int)Math.Min(part, length - start);
            new ReadOnlySpan<T>(source + start, count).CopyTo(new Span<T>(target + start, count));
        }
    }

    private readonly struct Body<T>(
        int blocks, int grain, int length, T* source, nint sourceStride, T* target, nint targetStride) : IParallelBody
        where T : unmanaged
    {
        public void Run(int item)
        {
            for (int i = item * grain; i < Math.Min((item + 1) * grain, blocks); i++)
            {
                T* from = source + (i * sourceStride);
                T* to = target + (i * targetStride);
                if (length < 8)
                {
                    for (int j = 0; j < length; j++)
                    {
                        to[j] = from[j];
                    }
                }
                else
                {
                    new ReadOnlySpan<T>(from, length).CopyTo(new Span<T>(to, length));
                }
            }
        }
    }
}
