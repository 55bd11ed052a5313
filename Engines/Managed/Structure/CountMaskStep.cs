using System.Globalization;
using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

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
    /// <exception cref="NumericalException">A count is not a whole number up to the capacity.</exception>
    public override void Run(in Frame<T> frame)
    {
        T* from = frame.Values[x];
        T* to = frame.Values[y];
        for (int i = 0; i < counts; i++, to += capacity)
        {
            if (!(from[i] >= T.Zero && from[i] <= T.CreateTruncating(capacity) && T.IsInteger(from[i])))
            {
                throw Operation.CountMask.NotACount(i, from[i].ToString("R", CultureInfo.InvariantCulture), capacity);
            }
            int ones = int.CreateTruncating(from[i]);
            new Span<T>(to, ones).Fill(T.One);
            new Span<T>(to + ones, capacity - ones).Clear();
        }
    }
}
