using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.Engines.Managed;

/// <summary>
/// Reorders axes: rows are copied whole where the last axis stays last; otherwise the axis that was last and the axis that is last are
/// exchanged plane by plane.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
internal sealed unsafe class PermuteStep<T> : Step<T>
    where T : unmanaged
{
    private const int RowsOfTile = 64;

    private readonly int _x, _y, _rows, _columns, _tiles, _planes, _sourceStride, _targetStride;
    private readonly int[] _sizes, _sourceStrides, _targetStrides;

    /// <summary>Settles the loops.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="from">Its shape.</param>
    /// <param name="order">For every axis of the result, the axis of the argument.</param>
    /// <param name="y">The result.</param>
    public PermuteStep(int x, Shape from, ValueList<int> order, int y)
    {
        var strides = from.Strides();
        Shape to = [.. order.Select(axis => from[axis])];
        var loops = Loops.Of(to, to.Strides(), [.. order.Select(axis => strides[axis])]);
        var (sizes, targets, sources) = (loops.Sizes, loops.Strides[0], loops.Strides[1]);
        int last = sizes.Length - 1, wasLast = to.Size == 0 ? last : Array.IndexOf(sources, 1);
        (_x, _y) = (x, y);
        (_rows, _sourceStride) = (sizes[last], sources[last]);
        (_columns, _targetStride) = wasLast == last ? (1, 1) : (sizes[wasLast], targets[wasLast]);
        var others = Enumerable.Range(0, last).Where(axis => axis != wasLast).ToArray();
        _sizes = [.. others.Select(axis => sizes[axis])];
        _sourceStrides = [.. others.Select(axis => sources[axis])];
        _targetStrides = [.. others.Select(axis => targets[axis])];
        _planes = to.Size == 0 ? 0 : _sizes.Aggregate(1, (a, b) => a * b);
        _tiles = _sourceStride == 1 ? 1 : (_rows + RowsOfTile - 1) / RowsOfTile;
    }

    /// <inheritdoc/>
    public override void Run(in Frame<T> frame)
    {
        int items = _planes * _tiles;
        double cost = 4 + (0.06 * sizeof(T) * Math.Min(_rows, RowsOfTile) * _columns);
        int grain = Grain.Rows(items, cost, frame.Pool.Threads);
        frame.Pool.Run(items == 0 ? 0 : (items - 1) / grain + 1, new Body(this, frame.Values[_x], frame.Values[_y], items, grain));
    }

    private void Tile(int item, T* x, T* y)
    {
        int plane = item / _tiles, row = item % _tiles * RowsOfTile;
        for (int axis = _sizes.Length - 1; axis >= 0; axis--)
        {
            int at = plane % _sizes[axis];
            plane /= _sizes[axis];
            x += (nint)at * _sourceStrides[axis];
            y += (nint)at * _targetStrides[axis];
        }
        if (_sourceStride == 1)
        {
            new ReadOnlySpan<T>(x, _rows).CopyTo(new Span<T>(y, _rows));
            return;
        }
        Transposition.Copy(
            Math.Min(RowsOfTile, _rows - row), _columns, x + ((nint)row * _sourceStride), _sourceStride, y + row, _targetStride);
    }

    private readonly struct Body(PermuteStep<T> step, T* x, T* y, int items, int grain) : IParallelBody
    {
        public void Run(int item)
        {
            for (int i = item * grain; i < Math.Min((item + 1) * grain, items); i++)
            {
                step.Tile(i, x, y);
            }
        }
    }
}
