namespace ProbBnn.Engines.Managed;

/// <summary>Copies blocks of neighbouring elements: slices and parts that are joined; clears the rest first if asked.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="x">The source.</param>
/// <param name="y">The target.</param>
/// <param name="blocks">Number of blocks.</param>
/// <param name="length">Elements of a block.</param>
/// <param name="sourceStart">Where the first block begins in the source.</param>
/// <param name="sourceStride">Distance of neighbouring source blocks.</param>
/// <param name="targetStart">Where the first block begins in the target.</param>
/// <param name="targetStride">Distance of neighbouring target blocks.</param>
/// <param name="clear">Elements of the target to clear first.</param>
internal sealed unsafe class CopyStep<T>(
    int x, int y, int blocks, int length, int sourceStart, int sourceStride, int targetStart, int targetStride, int clear = 0) : Step<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        T* source = frame.Values[x] + sourceStart;
        T* target = frame.Values[y];
        new Span<T>(target, clear).Clear();
        BlockCopy.Copy(blocks, length, source, sourceStride, target + targetStart, targetStride, frame.Pool);
    }
}
