using FsCheck.Fluent;
using ProbBnn.Foundation;
using ProbBnn.Tensors;
using Xunit;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>Tensors as values; shapes of rank 0 to 3 with sizes 0 to 3, 100 cases.</summary>
public class TensorTests
{
    [Fact]
    public void Tensors_are_values() => Law.Holds(Gen.Choose(0, 1_000_000), seed =>
    {
        var draws = new Draws(seed);
        var x = draws.Normal(draws.Shape());
        var copy = Tensor.Of(x.Shape, x.Doubles);
        Assert.Equal(x, copy);
        Assert.Equal(x.GetHashCode(), copy.GetHashCode());
        Assert.Equal(x, Arrays.Of(x.Shape, i => x[i]));
        Assert.Equal(x.Doubles.ToArray(), x.Reshape([x.Shape.Size]).Doubles.ToArray());
        Assert.NotEqual(x, x.Reshape([.. x.Shape, 1]));
        for (int i = 0; i < x.Shape.Size; i++)
        {
            Assert.NotEqual(x, x.With(i, Math.BitIncrement(x.Doubles[i])));
        }
        var single = x.To(ElementType.Float32);
        Assert.Equal(x.Doubles.ToArray().Select(v => (float)v), single.Singles.ToArray());
        Assert.Equal(single, Tensor.OfSingles(x.Shape, single.Singles));
        Assert.Equal(single, single.To(ElementType.Float64).To(ElementType.Float32));
        Assert.NotEqual(x, single);
        Assert.Same(x, x.To(ElementType.Float64));
        Assert.Throws<InvalidOperationException>(() => _ = single.Doubles.Length);
        Assert.Throws<InvalidOperationException>(() => _ = x.Singles.Length);
        Assert.StartsWith(x.Shape.ToString(), x.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    public void A_tensor_does_not_change_with_the_array_it_came_from()
    {
        double[] source = [1, 2];
        var x = Tensor.Of([2], source);
        source[0] = 9;
        Assert.Equal([1, 2], x.Doubles.ToArray());
    }

    [Fact]
    public void Equality_is_that_of_bits()
    {
        Assert.Equal(Tensor.Scalar(double.NaN), Tensor.Scalar(double.NaN));
        Assert.NotEqual(Tensor.Scalar(0.0), Tensor.Scalar(-0.0));
        Assert.False(Tensor.Scalar(1).Equals(null));
    }

    [Fact]
    public void Wrong_sizes_and_indices_are_refused()
    {
        var problem = Assert.Throws<ShapeException>(() => Tensor.Of([2, 2], 1, 2, 3)).Problem;
        Assert.Equal(("3", "4 for [2, 2]"), (problem.Got, problem.Expected));
        Assert.Throws<ShapeException>(() => Tensor.OfSingles([2], [1f]));
        Assert.Throws<ShapeException>(() => Tensor.Scalar(1).Reshape([2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Of([2, 2], 1, 2, 3, 4)[0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Of([2, 2], 1, 2, 3, 4)[-1, 0]);
    }
}
