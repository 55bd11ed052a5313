using ProbBnn.Foundation;
using ProbBnn.Tensors;

namespace ProbBnn.PropertyTests.Engines;

/// <summary>Choices that look random and are a function of a seed, for building programs.</summary>
internal sealed class Dice(int seed)
{
    private readonly RandomKey _key = RandomKey.FromSeed((ulong)seed);
    private long _throws;

    /// <summary>An integer from low to high, both included.</summary>
    public int Between(int low, int high) => low + _key.Integer(0, _throws++, high - low + 1);

    public bool Chance(double probability) => _key.Uniform(1, _throws++) < probability;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Between(0, choices.Length - 1)];

    public double Normal() => _key.Normal(2, _throws++);

    public RandomKey Key() => _key.Fold(3).Fold((int)_throws++);

    /// <summary>A dimension: mostly small, sometimes 0 or 1, sometimes longer than any register.</summary>
    public int Dimension() => Between(0, 9) switch { 0 => 0, 1 or 2 => 1, 3 => Between(17, 70), _ => Between(2, 16) };

    /// <summary>A dimension above 0.</summary>
    public int Positive() => Math.Max(1, Dimension());

    public Shape Shape(int lowestRank = 0, int highestRank = 4)
    {
        int rank = Between(lowestRank, highestRank);
        return [.. Enumerable.Range(0, rank).Select(_ => rank > 3 ? Math.Min(Dimension(), 12) : Dimension())];
    }

    /// <summary>A shape that broadcasts to another: some axes 1, some leading axes missing.</summary>
    public Shape Smaller(Shape shape, double chance = 0.4)
    {
        Shape ones = [.. shape.Select(d => Chance(chance) ? 1 : d)];
        int missing = 0;
        while (missing < ones.Rank && Chance(0.3))
        {
            missing++;
        }
        return ones[missing..];
    }

    public Tensor Normals(Shape shape, double scale = 1) => Tensor.Generate(shape, _ => scale * Normal());
}
