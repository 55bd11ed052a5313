using FsCheck.Fluent;
using ProbBnn.Dsl;
using ProbBnn.Foundation;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class FeatureTests
{
    [Theory]
    [InlineData(1, 1, 6, 10, 3, 20)]
    [InlineData(3, 3, 18, 10, 9, 40)]
    public void Features_are_counted(int inputs, int raw, int fourier, int keyed, int polynomial, int all)
    {
        InputFeatures[] parts =
        [
            new InputFeatures.Raw(), new InputFeatures.Fourier([0.5, 1, 2]), new InputFeatures.KeyedFourier(5, 1, 0),
            new InputFeatures.Polynomial(3),
        ];
        Assert.Equal([raw, fourier, keyed, polynomial], parts.Select(part => part.Count(inputs)));
        Assert.Equal(all, new InputFeatures.Concatenation([.. parts]).Count(inputs));
    }

    [Fact]
    public void Joining_features_is_associative_and_adds_counts() => Law.Holds(
        Gen.Three(Models.Features),
        f =>
        {
            Assert.Equal(f.Item1.And(f.Item2).And(f.Item3), f.Item1.And(f.Item2.And(f.Item3)));
            Assert.Equal(f.Item1.Count(2) + f.Item2.Count(2), f.Item1.And(f.Item2).Count(2));
        });

    [Fact]
    public void The_preset_has_the_inputs_and_whole_multiples_of_a_quarter() => Assert.Equal(
        new InputFeatures.Concatenation([new InputFeatures.Raw(), new InputFeatures.Fourier([0.25, 0.5, 0.75])]),
        InputFeatures.RawAndFourier(3));

    [Fact]
    public void Random_directions_depend_on_the_seed_alone_and_scale()
    {
        var features = new InputFeatures.KeyedFourier(4, 2, 5);
        Assert.Equal(2 * RandomKey.FromSeed(5).Normal(3, 1), features.Component(3, 1));
        Assert.Equal(features.Component(3, 1), (features with { Pairs = 9 }).Component(3, 1));
        Assert.NotEqual(features.Component(3, 1), (features with { Seed = 6 }).Component(3, 1));
    }
}
