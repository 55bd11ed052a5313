namespace ProbBnn.Engines.Managed;

/// <summary>
/// A step whose results can be computed in any ranges of positions, each from arguments at the same positions (and from arguments that
/// repeat). Its elements' bits do not depend on the cut.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="size">Number of positions.</param>
/// <param name="cost">Nanoseconds for one position, roughly.</param>
internal abstract class RangeStep<T>(int size, double cost) : Step<T>
    where T : unmanaged
{
    /// <summary>Number of positions.</summary>
    public int Size => size;

    /// <summary>Nanoseconds for one position, roughly.</summary>
    public double Cost => cost;

    /// <summary>Computes the results at some positions.</summary>
    /// <param name="frame">Where the values of this session lie.</param>
    /// <param name="start">The first position, a multiple of 64.</param>
    /// <param name="count">Number of positions.</param>
    public abstract void Range(in Frame<T> frame, int start, int count);

    /// <inheritdoc/>
    public sealed override void Run(in Frame<T> frame)
    {
        int grain = Grain.Of(size, cost, frame.Pool.Threads);
        if (size > 0 && grain >= size)
        {
            Range(frame, 0, size);
        }
        else if (size > 0)
        {
            frame.Pool.Run((size - 1) / grain + 1, new Body(this, frame, grain));
        }
    }

    private readonly struct Body(RangeStep<T> step, Frame<T> frame, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            int start = item * grain;
            step.Range(frame, start, Math.Min(grain, step.Size - start));
        }
    }
}
