using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Shapes of rank 0 to 4 with sizes 0 to 3, 200 cases.</summary>
public class ShapeTests
{
    [Fact]
    public void Shapes_are_values_with_strides_parts_and_joins() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var draws = new Draws(seed);
        Shape shape = draws.Shape(mostRank: 4), tail = draws.Shape(mostRank: 2), again = [.. shape.ToArray()];
        Assert.Equal(shape, again);
        Assert.Equal(shape.GetHashCode(), again.GetHashCode());
        Assert.Equal(shape.Aggregate(1, (product, d) => product * d), shape.Size);
        Assert.Equal("[" + string.Join(", ", shape) + "]", shape.ToString());
        Assert.Equal(shape.ToArray().Concat(tail), shape.Append(tail));
        Assert.NotEqual(shape, shape.Append([1]));
        int[] strides = shape.Strides();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            Assert.Equal(shape.ToArray()[(axis + 1)..].Aggregate(1, (product, d) => product * d), strides[axis]);
            Assert.Equal(shape[axis], shape[^(shape.Rank - axis)]);
            Assert.Equal(shape.ToArray()[..axis], shape[..axis]);
            Assert.Equal(7, shape.With(axis, 7)[axis]);
        }
    }, count: 200);

    [Fact]
    public void Broadcasting_is_that_of_the_axes_counted_from_the_last() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var draws = new Draws(seed);
        var full = draws.Shape(mostRank: 4);
        Shape left = draws.BroadcastingTo(full), right = draws.Coin() ? draws.BroadcastingTo(full) : draws.Shape();
        int rank = Math.Max(left.Rank, right.Rank);
        int[] a = [.. Enumerable.Repeat(1, rank - left.Rank), .. left], b = [.. Enumerable.Repeat(1, rank - right.Rank), .. right];
        bool fit = a.Zip(b).All(p => p.First == p.Second || p.First == 1 || p.Second == 1);
        if (fit)
        {
            Shape expected = [.. a.Zip(b, (p, q) => p == 1 ? q : p).ToArray()];
            Assert.Equal(expected, Shape.Broadcast(left, right, "test"));
            Assert.Equal(expected, Shape.Broadcast(right, left, "test"));
            Assert.True(left.BroadcastsTo(expected) && right.BroadcastsTo(expected));
            Assert.Equal(expected.Equals(left), expected.BroadcastsTo(left));
        }
        else
        {
            var problem = Assert.Throws<ShapeException>(() => Shape.Broadcast(left, right, "test")).Problem;
            Assert.Equal(("test", $"{left} and {right}"), (problem.Where, problem.Got));
            Assert.False(left.BroadcastsTo(right) || right.BroadcastsTo(left));
        }
    }, count: 200);

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        Assert.Throws<ShapeException>(() => Shape.Create([2, -1]));
        Shape beyond = [70_000, 70_000];
        Assert.Equal(4_900_000_000, beyond.LongSize);
        var large = Assert.Throws<ShapeException>(() => beyond.Size);
        Assert.Equal("[70000, 70000]", large.Problem.Got);
        Assert.NotNull(large.Problem.Remedy);
        Assert.Throws<ShapeException>(() => Shape.Create([int.MaxValue, int.MaxValue, 3]));
        Shape most = [int.MaxValue];
        Assert.Equal(int.MaxValue, most.Size);
        Assert.Equal(0, Shape.Create([0, int.MaxValue, int.MaxValue]).Size);
        Assert.Equal(1, Shape.Scalar.Size);
        Assert.Same(Shape.Scalar, Shape.Create([]));
    }
}
