using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Tensors;

/// <summary>A stream of random sizes and tensors, a function of its seed, so that a failing case is named by one number.</summary>
internal sealed class Draws(int seed)
{
    private readonly RandomKey key = RandomKey.FromSeed((ulong)seed);
    private int drawn;

    public RandomKey Key() => key.Fold(drawn++);

    public int Integer(int least, int most) => Key().Integer(0, 0, most - least + 1) + least;

    public bool Coin() => Integer(0, 1) == 1;

    public T One<T>(params T[] choices) => choices[Integer(0, choices.Length - 1)];

    public int[] Order(int count) => Key().Permutation(count);

    /// <summary>Normal elements.</summary>
    public Tensor Normal(Shape shape, double scale = 1, double mean = 0)
    {
        var stream = Key();
        return Tensor.Generate(shape, i => mean + scale * stream.Normal(0, i));
    }

    /// <summary>Elements of either sign, none nearer to 0 than 0.2, so that no kink or pole lies within a difference quotient.</summary>
    public Tensor AwayFromZero(Shape shape)
    {
        var stream = Key();
        return Tensor.Generate(shape, i => stream.Normal(0, i) is var x && x < 0 ? x - 0.2 : x + 0.2);
    }

    /// <summary>Elements of at least 0.2.</summary>
    public Tensor Positive(Shape shape)
    {
        var stream = Key();
        return Tensor.Generate(shape, i => 0.2 + Math.Abs(stream.Normal(0, i)));
    }

    public Shape Shape(int leastRank = 0, int mostRank = 3, int leastSize = 0, int mostSize = 3) =>
        [.. Enumerable.Range(0, Integer(leastRank, mostRank)).Select(_ => Integer(leastSize, mostSize)).ToArray()];

    /// <summary>A shape that broadcasts to the given one: leading axes dropped, others set to 1.</summary>
    public Shape BroadcastingTo(Shape shape) =>
        [.. shape.Skip(Coin() ? Integer(0, shape.Rank) : 0).Select(d => Integer(0, 2) == 0 ? 1 : d).ToArray()];

    /// <summary>Symmetric positive definite matrices.</summary>
    public Tensor Definite(Shape batch, int order)
    {
        var g = Normal(batch.Append([order, order]));
        return Arrays.Of(g.Shape, i => (i[^1] == i[^2] ? 0.5 : 0)
            + Enumerable.Range(0, order).Sum(k => g.At([.. i[..^1], k]) * g.At([.. i[..^2], i[^1], k])) / order);
    }
}
