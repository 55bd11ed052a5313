using System.Numerics;
using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Adds every position along one axis onto a chosen position, in order.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class ScatterAddStep<T> : Step<T>
    where T : unmanaged, INumber<T>
{
    private readonly int _x, _y, _outer, _inner, _total;
    private readonly int[] _positions;

    /// <summary>Settles the axis.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="positions">For every position of the argument, the position in the result.</param>
    /// <param name="y">The result.</param>
    /// <param name="to">Its shape.</param>
    public ScatterAddStep(int x, int axis, ValueList<int> positions, int y, Shape to)
    {
        (_x, _y, _positions) = (x, y, [.. positions]);
        (_outer, _total, _inner) = (to[..axis].Size, to[axis], to[(axis + 1)..].Size);
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int grain = Grain.Rows(_outer, 1.0 * _positions.Length * _inner, frame.Pool.Threads);
        frame.Pool.Run(_outer == 0 ? 0 : (_outer - 1) / grain + 1, new Body(this, frame.Values[_x], frame.Values[_y], grain));
    }

    private readonly struct Body(ScatterAddStep<T> step, T* x, T* y, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            int inner = step._inner;
            var positions = step._positions;
            for (int outer = item * grain; outer < Math.Min((item + 1) * grain, step._outer); outer++)
            {
                T* from = x + ((nint)outer * positions.Length * inner);
                T* to = y + ((nint)outer * step._total * inner);
                new Span<T>(to, step._total * inner).Clear();
                for (int i = 0; i < positions.Length; i++, from += inner)
                {
                    T* target = to + ((nint)positions[i] * inner);
                    for (int j = 0; j < inner; j++)
                    {
                        target[j] += from[j];
                    }
                }
            }
        }
    }
}
