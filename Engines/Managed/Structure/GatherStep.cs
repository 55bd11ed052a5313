using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Takes chosen positions along one axis.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class GatherStep<T> : Step<T>
    where T : unmanaged
{
    private readonly int _x, _y, _outer, _inner, _total;
    private readonly int[] _positions;

    /// <summary>Settles the axis.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="from">Its shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="positions">For every position of the result, the position in the argument.</param>
    /// <param name="y">The result.</param>
    public GatherStep(int x, Shape from, int axis, ValueList<int> positions, int y)
    {
        (_x, _y, _positions) = (x, y, [.. positions]);
        (_outer, _total, _inner) = (from[..axis].Size, from[axis], from[(axis + 1)..].Size);
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int grain = Grain.Rows(_outer, _positions.Length * (1 + (0.1 * sizeof(T) * _inner)), frame.Pool.Threads);
        frame.Pool.Run(_outer == 0 ? 0 : (_outer - 1) / grain + 1, new Body(this, frame.Values[_x], frame.Values[_y], grain));
    }

    private readonly struct Body(GatherStep<T> step, T* x, T* y, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            int inner = step._inner;
            var positions = step._positions;
            for (int outer = item * grain; outer < Math.Min((item + 1) * grain, step._outer); outer++)
            {
                T* from = x + ((nint)outer * step._total * inner);
                T* to = y + ((nint)outer * positions.Length * inner);
                for (int i = 0; i < positions.Length; i++, to += inner)
                {
                    if (inner == 1)
                        *to = from[positions[i]];
                    else
                        new ReadOnlySpan<T>(from + ((nint)positions[i] * inner), inner).CopyTo(new Span<T>(to, inner));
                }
            }
        }
    }
}
