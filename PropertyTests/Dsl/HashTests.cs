using System.Globalization;
using ProbBnn.Dsl;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class HashTests
{
    [Fact]
    public void Equal_models_have_equal_hashes() => Law.Holds(Models.Any, model =>
    {
        var again = model.ToBuilder().Build();
        Assert.Equal(model, again);
        Assert.Equal(model.GetHashCode(), again.GetHashCode());
        Assert.Equal(model.Hash, again.Hash);
        Assert.Equal(model.GenerativeHash, again.GenerativeHash);
    });

    [Fact]
    public void Any_single_change_changes_the_hash_and_only_changes_of_the_inference_networks_keep_the_generative_one() =>
        Law.Holds(Models.Any, model => Assert.All(Changes.Of(model), change =>
        {
            Assert.NotEqual(model, change.Model);
            Assert.NotEqual(model.Hash, change.Model.Hash);
            Assert.Equal(change.OnlyOfNetworks, model.GenerativeHash == change.Model.GenerativeHash);
        }));

    [Fact]
    public void Two_models_are_equal_exactly_when_their_hashes_are() => Law.Holds(
        FsCheck.Fluent.Gen.Two(Models.Any), pair => Assert.Equal(pair.Item1 == pair.Item2, pair.Item1.Hash == pair.Item2.Hash));

    [Fact]
    public void The_generative_hash_is_the_hash_without_the_inference_networks() => Law.Holds(Models.Any, model =>
        Assert.Equal(model.ToBuilder().PseudoLikelihood((PseudoLikelihood?)null).Build().Hash, model.GenerativeHash));

    [Fact]
    public void Texts_and_hashes_do_not_depend_on_the_culture()
    {
        var usual = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NumberGroupSeparator = ".";
        other.NumberFormat.NegativeSign = "~";
        var model = Catalogue.Everything;
        string[] expected = [model.ToJson(), model.ToTable(), model.Hash];
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, new[] { model.ToJson(), model.ToTable(), model.Hash });
            Assert.Equal(model, BnnModel.FromJson(expected[0]));
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    /// <summary>Files hold hashes: they must not change with a new version of the code.</summary>
    [Fact]
    public void The_hash_of_a_known_model_stays()
    {
        var model = Catalogue.Everything;
        Assert.Equal("87251592b0995fbbae477147bf53cd2203b980b8d2d2a3b788e3559f78cc160a", model.Hash);
        Assert.Equal("c685791a7a257eb0bbbc6a45918e5dd2b1ab2625f7d57be7540e9c3d29025817", model.GenerativeHash);
    }
}
