using System.Globalization;
using Xunit;

namespace ProbBnn.PropertyTests.Dsl;

public class TableTests
{
    private const string Usual = """
        model: 1 input -> 1 feature -> 50 -> 50 -> 1 output
        features: raw
        likelihood: Gaussian, standard deviation 0.2, learned below 0.3, in standardised units
        scaling: inputs standardised, outputs standardised
        inference: networks see the point, no noise floor; last layer: observed targets, noise of the likelihood, weights sampled

        layer      fan-in  width  activation  skip  prior     scale   learning  start  prior parameters  inference network  its parameters
        layers[0]       2     50  tanh        none  per unit  fan-in  learned   zero                250  2-50-50-100 tanh            7,800
        layers[1]      51     50  tanh        none  per unit  fan-in  learned   zero             68,850  2-50-50-100 tanh            7,800
        output         51      1  linear      none  per unit  fan-in  learned   zero              1,377  none                            0
        total                                                                                    70,477                             15,600

        learned prior parameters: 70,477
        hash: 88a2832ec7013394f860c18cddda0d8b38e1812f3d1faa60d537cc957f7a8e4b
        generative hash: ba8a1a08831bd46c1e51c05ff36198b275982386ffed6e0ccdc3dad569236d59

        """;

    [Fact]
    public void The_usual_model_prints_as_this() => Assert.Equal(Usual, Catalogue.Usual.Build().ToTable());

    [Fact]
    public void Every_table_has_a_line_for_each_layer_with_its_numbers() => Law.Holds(Models.Any, model =>
    {
        string[] lines = model.ToTable().Split('\n');
        for (int layer = 0; layer < model.LayerCount; layer++)
        {
            string line = Assert.Single(lines, line => line.StartsWith(model.PathOf(layer) + " ", StringComparison.Ordinal));
            string count = model.PriorParameterCount(layer).ToString("N0", CultureInfo.InvariantCulture);
            Assert.Contains($" {count} ", line, StringComparison.Ordinal);
        }
        Assert.Contains($"hash: {model.Hash}", lines);
        Assert.Equal(model.ToTable(), model.ToString());
    });
}
