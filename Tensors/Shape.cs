using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ProbBnn.Foundation;

namespace ProbBnn.Tensors;

/// <summary>
/// The dimensions of a row-major tensor; leading dimensions are batch. The empty shape is a scalar's. Dimensions may be 0.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly ImmutableArray<int> dimensions;

    private Shape(ImmutableArray<int> dimensions)
    {
        this.dimensions = dimensions;
        long size = 1;
        foreach (int d in dimensions)
        {
            if (d < 0)
            {
                throw new ShapeException(new Problem("a dimension is negative", "shape", ToString(), "dimensions of 0 or more"));
            }
            size = d > 0 && size > long.MaxValue / d ? throw TooLarge(long.MaxValue) : size * d;
        }
        LongSize = size;
    }

    /// <summary>The shape of a scalar.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>Number of dimensions.</summary>
    public int Rank => dimensions.Length;

    /// <summary>Number of elements of a tensor in memory.</summary>
    /// <exception cref="ShapeException">There are more than 2147483647: expressions may have such shapes, tensors in memory not.</exception>
    public int Size => LongSize <= int.MaxValue ? (int)LongSize : throw TooLarge(int.MaxValue);

    /// <summary>Number of elements, however many.</summary>
    public long LongSize { get; }

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The dimension of an axis.</summary>
    /// <param name="axis">An axis from 0 to Rank - 1.</param>
    public int this[int axis] => dimensions[axis];

    /// <summary>The dimension of an axis, which may be counted from the end.</summary>
    /// <param name="axis">An axis.</param>
    public int this[Index axis] => dimensions[axis.GetOffset(Rank)];

    /// <summary>The leading or trailing part of this shape.</summary>
    /// <param name="range">Which axes.</param>
    public Shape this[Range range] => new(dimensions[range]);

    /// <summary>A shape of these dimensions; collection expressions come here.</summary>
    /// <param name="dimensions">Dimensions, outermost first.</param>
    public static Shape Create(ReadOnlySpan<int> dimensions) => dimensions.IsEmpty && Scalar is not null ? Scalar : new([.. dimensions]);

    /// <summary>This shape with one axis changed.</summary>
    /// <param name="axis">An axis, which may be counted from the end.</param>
    /// <param name="dimension">Its new dimension.</param>
    public Shape With(Index axis, int dimension) => new(dimensions.SetItem(axis.GetOffset(Rank), dimension));

    /// <summary>This shape followed by another.</summary>
    /// <param name="tail">Further dimensions.</param>
    public Shape Append(Shape tail) => new(dimensions.AddRange(tail.dimensions));

    /// <summary>The row-major stride of every axis, in elements.</summary>
    public int[] Strides()
    {
        var strides = new int[Rank];
        int stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dimensions[axis];
        }
        return strides;
    }

    /// <summary>
    /// Whether a tensor of this shape can be repeated along axes of dimension 1 (and new leading axes) to fill the other shape.
    /// </summary>
    /// <param name="target">The larger shape.</param>
    public bool BroadcastsTo(Shape target)
    {
        int offset = target.Rank - Rank;
        return offset >= 0 && Enumerable.Range(0, Rank).All(i => this[i] == 1 || this[i] == target[i + offset]);
    }

    /// <summary>The smallest shape that both shapes broadcast to.</summary>
    /// <param name="left">A shape.</param>
    /// <param name="right">Another shape.</param>
    /// <param name="where">What combines them, for the error.</param>
    /// <exception cref="ShapeException">An axis has two dimensions, neither of them 1.</exception>
    public static Shape Broadcast(Shape left, Shape right, string where)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        var result = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Rank ? left[^i] : 1, b = i <= right.Rank ? right[^i] : 1;
            result[rank - i] = a == b || b == 1 ? a
                : a == 1 ? b
                : throw new ShapeException(new Problem(
                    "shapes do not broadcast", where, $"{left} and {right}",
                    "equal dimensions, or 1, on every axis counted from the last"));
        }
        return Create(result);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && dimensions.AsSpan().SequenceEqual(other.dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => dimensions.Aggregate(17, HashCode.Combine);

    /// <summary>The dimensions between square brackets.</summary>
    public override string ToString() => "[" + string.Join(", ", dimensions) + "]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ShapeException TooLarge(long most) => new(new Problem(
        "the tensor is too large", "shape", ToString(), $"at most {most} elements", "use fewer samples, smaller batches or a smaller network"));
}
