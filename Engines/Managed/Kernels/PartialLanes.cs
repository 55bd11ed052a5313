namespace ProbBnn.Engines.Managed;

/// <summary>Moves part of a register where the hardware has no masks.</summary>
internal static unsafe class PartialLanes
{
    /// <summary>Copies <paramref name="count"/> elements and fills the target up to <paramref name="width"/> with zeros.</summary>
    public static void Copy<T>(T* source, T* target, int count, int width)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = source[i];
        }
        for (int i = count; i < width; i++)
        {
            target[i] = default;
        }
    }
}
