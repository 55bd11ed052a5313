using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Tensors by index, as the oracles write them; nothing here goes through the value rules.</summary>
internal static class Arrays
{
    /// <summary>A tensor with every element computed from its indices.</summary>
    public static Tensor Of(Shape shape, Func<int[], double> element) => Tensor.Generate(shape, position =>
    {
        var index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (position, index[axis]) = Math.DivRem(position, shape[axis]);
        }
        return element(index);
    });

    /// <summary>The element that is repeated at the given indices of a larger shape, aligned from the last axis.</summary>
    public static double At(this Tensor x, params int[] index)
    {
        int offset = 0, skipped = index.Length - x.Shape.Rank;
        for (int axis = 0; axis < x.Shape.Rank; axis++)
        {
            offset = offset * x.Shape[axis] + (x.Shape[axis] == 1 ? 0 : index[axis + skipped]);
        }
        return x.Doubles[offset];
    }

    /// <summary>The tensor changed to value at one row-major position.</summary>
    public static Tensor With(this Tensor x, int position, double value) =>
        Tensor.Generate(x.Shape, i => i == position ? value : x.Doubles[i]);

    public static Tensor Map(this Tensor x, Func<double, double> function) => Tensor.Generate(x.Shape, i => function(x.Doubles[i]));

    public static Tensor Plus(this Tensor x, double factor, Tensor direction) =>
        Tensor.Generate(x.Shape, i => x.Doubles[i] + factor * direction.Doubles[i]);

    public static double Dot(this Tensor x, Tensor y) => Enumerable.Range(0, x.Shape.Size).Sum(i => x.Doubles[i] * y.Doubles[i]);

    /// <summary>Asserts equal shapes and elements, the tolerance relative for elements above 1.</summary>
    public static void Near(Tensor expected, Tensor actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Shape, actual.Shape);
        for (int i = 0; i < expected.Shape.Size; i++)
        {
            Near(expected.Doubles[i], actual.Doubles[i], tolerance, $"{what} element {i}");
        }
    }

    public static void Near(double expected, double actual, double tolerance, string what = "")
    {
        bool same = expected.Equals(actual)
            || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Max(Math.Abs(expected), Math.Abs(actual)));
        Assert.True(same, $"{what}: expected {expected:R}, got {actual:R}");
    }
}
