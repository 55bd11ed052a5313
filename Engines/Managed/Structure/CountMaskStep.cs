using System.Numerics;

namespace ProbBnn.Engines.Managed;

/// <summary>1 at positions below a count, else 0.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <param name="x">The counts.</param>
/// <param name="capacity">Number of positions of each.</param>
/// <param name="y">The result.</param>
/// <param name="counts">How many counts.</param>
internal sealed unsafe class CountMaskStep<T>(int x, int capacity, int y, int counts) : Step<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        T* from = frame.Values[x];
        T* to = frame.Values[y];
        for (int i = 0; i < counts; i++, to += capacity)
        {
            T count = from[i];
            int ones = count > T.Zero ? (int)Math.Min(Math.Ceiling(double.CreateTruncating(count)), capacity) : 0;
            new Span<T>(to, ones).Fill(T.One);
            new Span<T>(to + ones, capacity - ones).Clear();
        }
    }
}
