using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>Repeats a tensor along some axes.</summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class BroadcastStep<T> : RangeStep<T>
    where T : unmanaged
{
    private readonly int _x, _y, _inner;
    private readonly int[] _sizes, _strides;

    /// <summary>Settles how the argument repeats.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="from">Its shape.</param>
    /// <param name="y">The result.</param>
    /// <param name="to">Its shape.</param>
    public BroadcastStep(int x, Shape from, int y, Shape to)
        : base(to.Size, 0.2 * sizeof(T) / 8)
    {
        var loops = Loops.Of(to, Loops.Broadcast(from, to));
        (_x, _y, _sizes, _strides, _inner) = (x, y, loops.Sizes, loops.Strides[0], loops.Sizes[^1]);
    }

    /// <inheritdoc/>
    public override void Range(in Frame<T> frame, int start, int count)
    {
        T* y = frame.Values[_y] + start;
        int row = start / _inner, column = start % _inner;
        while (count > 0)
        {
            int length = Math.Min(_inner - column, count);
            T* x = frame.Values[_x];
            for (int axis = _sizes.Length - 2, rest = row; axis >= 0; axis--)
            {
                x += (nint)(rest % _sizes[axis]) * _strides[axis];
                rest /= _sizes[axis];
            }
            if (_strides[^1] == 0)
                new Span<T>(y, length).Fill(*x);
            else
                new ReadOnlySpan<T>(x + column, length).CopyTo(new Span<T>(y, length));
            y += length;
            count -= length;
            column = 0;
            row++;
        }
    }
}
